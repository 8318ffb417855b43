//! A file, opened, and the pages in it.

use std::io::{self, BufRead, Read, SeekFrom};

use dateline_schema::{Content, Page, Warned};

use crate::LARGEST_PAGE;
use crate::error::{Error, ErrorKind};
use crate::headers::MediaType;
use crate::input::{Input, Progress, ReadSeek, Reader, Source, buffered};
use crate::json_lines::{Fields, Lines};
use crate::kind::{Kind, of_name};
use crate::payload::content;
use crate::unpack::{Unpacked, unpack};
use crate::wacz::Archives;
use crate::warc::Records;
use crate::{feed, mhtml};

/// A file whose kind is known.
pub struct Container {
    name: String,
    kind: Kind,
    form: Form,
    media: Option<MediaType>,
}

enum Form {
    Stream(Unpacked),
    Archives(Archives),
}

/// Opens a file: takes off its compression and looks what it is. `name` is what its pages and errors are called after,
/// `progress` counts the bytes that are read of it.
///
/// # Errors
/// If it cannot be read, or is an archive of a kind that is not read.
///
/// ```
/// use dateline_container::{Fields, Input, Kind, Progress, open};
///
/// let file = b"{\"url\": \"https://example.org/1\", \"text\": \"It rained.\"}\n";
/// let container = open(Input::stream(&file[..]), "pages.jsonl", &Progress::default())?;
/// assert_eq!(container.kind(), Kind::JsonLines);
/// let page = container.pages(&Fields::default()).next().unwrap()?.value;
/// assert_eq!(page.name, "pages.jsonl:1");
/// assert_eq!(page.url.as_deref(), Some("https://example.org/1"));
/// # Ok::<(), dateline_container::Error>(())
/// ```
pub fn open(input: Input, name: &str, progress: &Progress) -> Result<Container, Error> {
    let in_file = |error: io::Error| Error::of_io(&error).at(name);
    let reader = match input.source {
        Source::Stream(reader) => buffered(reader),
        Source::Seekable(file) => match as_zip(file).map_err(in_file)? {
            Ok(file) => {
                return Ok(Container {
                    name: name.to_owned(),
                    kind: Kind::Wacz,
                    form: Form::Archives(Archives::open(file, name, progress.clone())?),
                    media: None,
                });
            }
            Err(file) => buffered(file),
        },
    };
    let unpacked = unpack(reader, progress).map_err(in_file)?;
    let kind = match Kind::of(&unpacked.head) {
        Kind::Page => of_name(name).unwrap_or(Kind::Page),
        kind => kind,
    };
    if kind == Kind::Wacz {
        let message = "a ZIP archive that comes through a pipe or is compressed cannot be read";
        let error = Error::new(ErrorKind::Unsupported, message)
            .with_hint("save it as it is, and name the file");
        return Err(error.at(name));
    }
    // Of what is compressed the type tells that it is, and not of what.
    let media = input.media.filter(|_| unpacked.member.is_none());
    Ok(Container {
        name: name.to_owned(),
        kind,
        media,
        form: Form::Stream(unpacked),
    })
}

/// The file, at its beginning: as `Ok` if it is a ZIP archive that can be read here and there.
fn as_zip(mut file: Box<dyn ReadSeek>) -> io::Result<Result<Box<dyn ReadSeek>, Box<dyn ReadSeek>>> {
    // A named pipe is a file that does not know where it is.
    let Ok(start) = file.stream_position() else {
        return Ok(Err(file));
    };
    let mut head = Vec::new();
    (&mut file).take(4).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(start))?;
    Ok(if Kind::of(&head) == Kind::Wacz {
        Ok(file)
    } else {
        Err(file)
    })
}

impl Container {
    /// What it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its bytes without their compression; nothing of a WACZ, which is no stream.
    #[must_use]
    pub fn into_reader(self) -> Box<dyn BufRead + Send> {
        match self.form {
            Form::Stream(unpacked) => unpacked.reader,
            Form::Archives(_) => Box::new(io::empty()),
        }
    }

    /// Its pages, in their order, with what there is to say about each. In JSON Lines they are looked for under the
    /// names that `fields` tells.
    #[must_use]
    pub fn pages(self, fields: &Fields) -> Pages {
        let unpacked = match self.form {
            Form::Archives(archives) => return Pages(Box::new(archives)),
            Form::Stream(unpacked) => unpacked,
        };
        let name = self.name;
        Pages(match self.kind {
            Kind::Warc | Kind::Wacz => Box::new(Records::new(unpacked, name)),
            Kind::JsonLines => Box::new(Lines::new(unpacked.reader, name, fields.clone())),
            Kind::Feed => whole(unpacked.reader, name, |bytes, name| {
                feed::pages(&bytes, name)
            }),
            Kind::Mhtml => whole(unpacked.reader, name, |bytes, name| {
                vec![mhtml::page(&bytes, name)]
            }),
            Kind::Page => {
                let media = self.media;
                whole(unpacked.reader, name, move |bytes, name| {
                    vec![single(bytes, name, media.as_ref())]
                })
            }
        })
    }
}

/// A page that stands alone.
fn single(bytes: Vec<u8>, name: &str, media: Option<&MediaType>) -> Result<Warned<Page>, Error> {
    let Some(media) = media.filter(|_| !bytes.trim_ascii().is_empty()) else {
        return Ok(Warned::clean(Page::new(name, Content::Raw(bytes))));
    };
    match content(bytes, media) {
        Some(content) => Ok(Warned::clean(Page::new(name, content))),
        None => {
            let message = format!("no page: its type is {:?}", media.essence);
            let error = Error::new(ErrorKind::Unsupported, message)
                .with_hint("HTML, text, feeds and archives of pages are read");
            Err(error.at(name))
        }
    }
}

/// The pages of a file.
pub struct Pages(Box<dyn Iterator<Item = Result<Warned<Page>, Error>> + Send>);

impl Iterator for Pages {
    type Item = Result<Warned<Page>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

type Found = Vec<Result<Warned<Page>, Error>>;

/// The pages of a file that is read at once, when the first of them is asked for.
fn whole(
    reader: Reader,
    name: String,
    pages: impl Fn(Vec<u8>, &str) -> Found + Send + 'static,
) -> Box<dyn Iterator<Item = Result<Warned<Page>, Error>> + Send> {
    let mut reader = Some(reader);
    let read = std::iter::from_fn(move || {
        let reader = reader.take()?;
        Some(match read_limited(reader) {
            Ok(bytes) => pages(bytes, &name),
            Err(error) => vec![Err(error.at(&*name))],
        })
    });
    Box::new(read.flatten())
}

fn read_limited(reader: Reader) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    reader
        .take(LARGEST_PAGE as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::of_io(&error))?;
    if bytes.len() > LARGEST_PAGE {
        let message = format!(
            "larger than {} MB, which no news page is",
            LARGEST_PAGE >> 20
        );
        return Err(Error::new(ErrorKind::TooLarge, message));
    }
    Ok(bytes)
}
