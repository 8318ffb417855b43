//! The whole pipeline in articles a second: the example pages, one made-up article of 600 words, and the start.
#![allow(missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline::schema::{Content, Date, Page};
use dateline::{Engine, Layers};

macro_rules! example {
    ($name:literal) => {
        (
            $name,
            include_bytes!(concat!("../../../examples/crisis/", $name)).as_slice(),
        )
    };
}

const EXAMPLES: [(&str, &[u8]); 12] = [
    example!("01-address.html"),
    example!("02-havana.html"),
    example!("03-council-of-states.html"),
    example!("04-line.html"),
    example!("05-line-relayed.html"),
    example!("06-security-council.html"),
    example!("07-boarding.html"),
    example!("08-reconnaissance.html"),
    example!("09-oriente.txt"),
    example!("10-second-letter.html"),
    example!("11-broadcast.html"),
    example!("12-looking-back.txt"),
];

const N_WORDS: usize = 600;

/// Paragraphs of invented news, of which each stage finds something in each.
const PARAGRAPHS: [&str; 4] = [
    "OTTAWA, March 15 (Example Post) — Canada accused Spain on Tuesday of seizing two trawlers off Newfoundland, and \
     Prime Minister Jean Chrétien said that the government would not wait for another season.",
    "“We have counted them, and we will count them again,” the fisheries minister told reporters in St. John's. \
     Spanish officials in Madrid rejected the report and threatened to send a patrol boat by the end of next week.",
    "Police arrested 14 people after protesters marched on the embassy in Lisbon on Monday morning, according to a \
     spokesman. At least three officers were injured when stones were thrown from a bridge over the river.",
    "Two days earlier, the European Union had agreed to meet a delegation from Halifax. The talks ended without a \
     result, a diplomat who was in the room said, but both sides promised to cooperate on the inspection of nets.",
];

/// An article of at least [`N_WORDS`] words.
fn article() -> Page {
    let mut text = "Canada accuses Spain of seizing trawlers\n".to_owned();
    for paragraph in PARAGRAPHS.iter().cycle() {
        if text.split_whitespace().count() >= N_WORDS {
            break;
        }
        text.push_str(paragraph);
        text.push('\n');
    }
    let mut page = Page::new("article", Content::Text(text));
    page.published = Some(Date::constant(1995, 3, 15));
    page
}

fn reading(c: &mut Criterion) {
    let engine = Engine::new().expect("the data are well formed");
    let examples = EXAMPLES.map(|(name, bytes)| Page::new(name, Content::Raw(bytes.to_vec())));
    let article = article();
    let mut group = c.benchmark_group("pipeline");
    group.throughput(Throughput::Elements(examples.len() as u64));
    group.bench_function("example pages", |bench| {
        bench.iter(|| {
            for page in &examples {
                black_box(engine.read(page, Layers::ALL));
            }
        });
    });
    group.throughput(Throughput::Elements(1));
    group.bench_function("an article of 600 words", |bench| {
        bench.iter(|| engine.read(black_box(&article), Layers::ALL));
    });
    group.finish();
}

fn start(c: &mut Criterion) {
    c.bench_function("start of the engine", |bench| bench.iter(Engine::new));
}

criterion_group!(benches, reading, start);
criterion_main!(benches);
