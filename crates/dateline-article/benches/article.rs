//! Articles from generated HTML and flattened pages; `dom_smoothie` reads the same HTML beside it.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline_article::extract;
use dateline_data::Outlets;
use dateline_schema::{Content, Page};

fn article(c: &mut Criterion) {
    let outlets = Outlets::builtin().expect("the built-in data is well-formed");
    let html = page();
    let flat = extract(&Page::new("page", Content::Html(html.clone())), &outlets)
        .value
        .blocks
        .iter()
        .map(|block| format!("{}\n", block.text))
        .collect::<String>();
    let mut group = c.benchmark_group("article");
    group.throughput(Throughput::Elements(1));
    let from_html = Page::new("page", Content::Html(html.clone()));
    group.bench_function("html", |b| {
        b.iter(|| extract(black_box(&from_html), &outlets));
    });
    group.bench_function("html-dom-smoothie", |b| {
        b.iter(|| {
            let mut reader =
                dom_smoothie::Readability::new(html.as_str(), None, None).expect("a fixed page");
            reader
                .parse()
                .map(|article| article.text_content.len())
                .unwrap_or_default()
        });
    });
    let from_flat = Page::new("page", Content::Flat(flat));
    group.bench_function("flat", |b| {
        b.iter(|| extract(black_box(&from_flat), &outlets));
    });
    group.finish();
}

/// A page of the size of a news page, with menus, teasers, scripts and forty paragraphs.
fn page() -> String {
    let menu: String = (0..150)
        .map(|n| format!("<li class=\"menu-item\"><a href=\"/section/{n}\">Section {n}</a></li>"))
        .collect();
    let body: String = (0..40)
        .map(|n| format!("<p class=\"text\">Paragraph {n} tells how the <a href=\"/t/{n}\">council</a> of Port Example met, argued for hours, and in the end agreed, <em>as its chair said</em>, that the harbour needs a new light.</p>"))
        .collect();
    let teasers: String = (0..60).map(|n| format!("<div class=\"card related-card\"><h3><a href=\"/story/{n}\">Story number {n} of the day</a></h3><span class=\"meta\">{n} hours ago</span></div>")).collect();
    let script = format!(
        "<script>{}</script>",
        "window.data = window.data || [];".repeat(2000)
    );
    format!(
        "<!DOCTYPE html><html><head><title>Council agrees | Example Post</title>{script}</head><body><nav><ul>{menu}</ul></nav><main><h1>Council agrees</h1><div class=\"story\">{body}</div></main><section>{teasers}</section>{script}</body></html>"
    )
}

criterion_group!(benches, article);
criterion_main!(benches);
