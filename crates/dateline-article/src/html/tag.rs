//! The elements of HTML as far as extraction tells them apart.

/// An element's kind, or a text's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Tag {
    Root,
    /// Characters.
    Text,
    /// The characters of an element that holds no markup.
    RawText,
    Html,
    Head,
    Body,
    Title,
    Meta,
    Link,
    Script,
    /// `style`, `template`, `svg`, `math` and what else never shows text.
    Hidden,
    Paragraph,
    Div,
    Article,
    Main,
    Section,
    Header,
    Footer,
    Nav,
    Aside,
    Heading(u8),
    List,
    ListItem,
    /// `dt` and `dd`.
    Term,
    Quote,
    Pre,
    Figure,
    Caption,
    Table,
    RowGroup,
    Row,
    Cell,
    Form,
    Button,
    Option,
    Textarea,
    Time,
    Anchor,
    Br,
    Rule,
    Image,
    Void,
    Address,
    Details,
    /// Inline markup without meaning here.
    Inline,
    /// Elements that the standard does not know; custom ones hold blocks as often as text.
    Unknown,
}

impl Tag {
    /// All six headings.
    pub(crate) const HEADINGS: [Self; 6] = [
        Self::Heading(1),
        Self::Heading(2),
        Self::Heading(3),
        Self::Heading(4),
        Self::Heading(5),
        Self::Heading(6),
    ];

    /// The element of that name, in whatever case.
    pub(crate) fn from_name(name: &str) -> Self {
        /// Longer than every name in the table.
        const LONGEST: usize = 12;
        let mut lower = [0; LONGEST];
        let Some(lower) = lower.get_mut(..name.len()) else {
            return Self::Unknown;
        };
        lower.copy_from_slice(name.as_bytes());
        lower.make_ascii_lowercase();
        match &*lower {
            b"html" => Self::Html,
            b"head" => Self::Head,
            b"body" => Self::Body,
            b"title" => Self::Title,
            b"meta" => Self::Meta,
            b"link" => Self::Link,
            b"script" => Self::Script,
            b"style" | b"template" | b"svg" | b"math" | b"noscript" | b"iframe" | b"object"
            | b"canvas" | b"audio" | b"video" | b"noembed" | b"noframes" | b"applet" | b"map"
            | b"dialog" => Self::Hidden,
            b"p" => Self::Paragraph,
            b"div" | b"center" | b"fieldset" | b"hgroup" => Self::Div,
            b"article" => Self::Article,
            b"main" => Self::Main,
            b"section" => Self::Section,
            b"header" => Self::Header,
            b"footer" => Self::Footer,
            b"nav" | b"menu" => Self::Nav,
            b"aside" => Self::Aside,
            b"h1" => Self::Heading(1),
            b"h2" => Self::Heading(2),
            b"h3" => Self::Heading(3),
            b"h4" => Self::Heading(4),
            b"h5" => Self::Heading(5),
            b"h6" => Self::Heading(6),
            b"ul" | b"ol" | b"dl" | b"dir" => Self::List,
            b"li" => Self::ListItem,
            b"dt" | b"dd" => Self::Term,
            b"blockquote" => Self::Quote,
            b"pre" | b"xmp" | b"listing" => Self::Pre,
            b"figure" => Self::Figure,
            b"figcaption" => Self::Caption,
            b"table" => Self::Table,
            b"thead" | b"tbody" | b"tfoot" => Self::RowGroup,
            b"tr" => Self::Row,
            b"td" | b"th" | b"caption" => Self::Cell,
            b"form" => Self::Form,
            b"button" | b"select" | b"label" => Self::Button,
            b"option" | b"optgroup" => Self::Option,
            b"textarea" => Self::Textarea,
            b"time" => Self::Time,
            b"a" => Self::Anchor,
            b"br" => Self::Br,
            b"hr" => Self::Rule,
            b"img" => Self::Image,
            b"input" | b"source" | b"track" | b"wbr" | b"area" | b"base" | b"col" | b"embed"
            | b"param" => Self::Void,
            b"address" => Self::Address,
            b"details" | b"summary" => Self::Details,
            b"span" | b"b" | b"i" | b"em" | b"strong" | b"u" | b"s" | b"small" | b"big"
            | b"sub" | b"sup" | b"font" | b"abbr" | b"acronym" | b"cite" | b"code" | b"q"
            | b"mark" | b"ins" | b"del" | b"strike" | b"kbd" | b"samp" | b"var" | b"tt"
            | b"data" | b"bdi" | b"bdo" | b"dfn" | b"ruby" | b"rt" | b"rp" | b"nobr"
            | b"picture" | b"colgroup" => Self::Inline,
            _ => Self::Unknown,
        }
    }

    /// Whether it is characters.
    pub(crate) fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::RawText)
    }

    /// Whether it has no content and no end tag.
    pub(crate) fn is_void(self) -> bool {
        matches!(
            self,
            Self::Meta | Self::Link | Self::Br | Self::Rule | Self::Image | Self::Void
        )
    }

    /// Whether its text stands on lines of its own.
    pub(crate) fn is_block(self) -> bool {
        !matches!(
            self,
            Self::Root
                | Self::Text
                | Self::RawText
                | Self::Inline
                | Self::Unknown
                | Self::Anchor
                | Self::Time
                | Self::Button
                | Self::Image
                | Self::Void
                | Self::Br
                | Self::Meta
                | Self::Link
                | Self::Script
                | Self::Hidden
        )
    }

    /// Inline markup, whose end tag never closes a block.
    pub(crate) fn is_inline(self) -> bool {
        matches!(self, Self::Inline | Self::Anchor | Self::Time)
    }

    /// A start tag that ends an open paragraph.
    pub(crate) fn closes_paragraph(self) -> bool {
        matches!(
            self,
            Self::Paragraph
                | Self::Div
                | Self::Article
                | Self::Main
                | Self::Section
                | Self::Header
                | Self::Footer
                | Self::Nav
                | Self::Aside
                | Self::Heading(_)
                | Self::List
                | Self::ListItem
                | Self::Term
                | Self::Quote
                | Self::Pre
                | Self::Figure
                | Self::Caption
                | Self::Table
                | Self::Form
                | Self::Rule
                | Self::Address
                | Self::Details
        )
    }

    /// What an end tag inside cannot reach across.
    pub(crate) fn is_scope(self) -> bool {
        matches!(self, Self::Cell | Self::Table | Self::Button | Self::Hidden)
    }

    /// What the start of a list item cannot reach across.
    pub(crate) fn is_list_scope(self) -> bool {
        self == Self::List || self.is_scope()
    }

    /// Parts of tables, which close across cells.
    pub(crate) fn is_table_part(self) -> bool {
        matches!(self, Self::Table | Self::RowGroup | Self::Row | Self::Cell)
    }
}
