//! The shape of the file: keys with a scalar or a list of scalars, each with its place. All else is a mistake.

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span};

use super::Mistake;
use crate::text::Words;
use crate::{said, words};

/// A scalar as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    pub text: String,
    /// Not in quotes: `true` and `7` are then no texts.
    pub plain: bool,
    pub line: usize,
    pub column: usize,
}

impl Scalar {
    /// A mistake at this place.
    pub fn mistake(&self, message: impl Into<Words>) -> Mistake {
        Mistake { line: self.line, column: self.column, message: message.into() }
    }
}

/// What stands behind a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    One(Scalar),
    Many(Vec<Scalar>),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub key: Scalar,
    pub value: Value,
}

/// More mistakes than this are one mistake: the file is not ours.
pub const ENOUGH: usize = 100;

const NO_LINES: &str = said!("the file must consist of `key: value` lines");

#[derive(Default)]
struct Walk {
    entries: Vec<Entry>,
    mistakes: Vec<Mistake>,
    documents: usize,
    in_mapping: bool,
    key: Option<Scalar>,
    list: Option<Vec<Scalar>>,
    /// Depth of nested collections that are being skipped.
    skipping: usize,
}

/// Everything in the text, and every mistake in its shape.
pub fn entries(text: &str) -> (Vec<Entry>, Vec<Mistake>) {
    let mut walk = Walk::default();
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => walk.take(event, span),
            Err(error) => {
                walk.wrong(*error.marker(), words!("not valid YAML: {what}", what = Text(error.info())));
                break;
            }
        }
        if walk.mistakes.len() >= ENOUGH {
            break;
        }
    }
    (walk.entries, walk.mistakes)
}

impl Walk {
    fn wrong(&mut self, at: Marker, message: impl Into<Words>) {
        self.mistakes.push(Mistake { line: at.line(), column: at.col() + 1, message: message.into() });
    }

    fn take(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents == 2 {
                    self.wrong(span.start, said!("only one document can stand in the file"));
                }
            }
            Event::Alias(_) => {
                self.wrong(
                    span.start,
                    said!("aliases (*) are not allowed; put a text that begins with * in quotes"),
                );
                self.value(Scalar { text: "alias".into(), ..scalar(span) }, false);
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_extras(span, anchor, tag.is_some());
                let plain = style == ScalarStyle::Plain;
                self.value(Scalar { text: text.into_owned(), plain, ..scalar(span) }, true);
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_extras(span, anchor, tag.is_some());
                self.open(span, true);
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_extras(span, anchor, tag.is_some());
                self.open(span, false);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(),
        }
    }

    fn refuse_extras(&mut self, span: Span, anchor: usize, tag: bool) {
        if anchor != 0 {
            self.wrong(
                span.start,
                said!("anchors (&) are not allowed; put a text that begins with & in quotes"),
            );
        }
        if tag {
            self.wrong(
                span.start,
                said!("tags (!) are not allowed; put a text that begins with ! in quotes"),
            );
        }
    }

    fn open(&mut self, span: Span, list: bool) {
        if self.skipping > 0 {
            self.skipping += 1;
        } else if !self.in_mapping && !list {
            self.in_mapping = true;
        } else if self.in_mapping && list && self.key.is_some() && self.list.is_none() {
            self.list = Some(Vec::new());
        } else {
            let message = match self.in_mapping {
                true => said!("nested too deeply: a key takes one value or a list of values"),
                false => NO_LINES,
            };
            self.wrong(span.start, message);
            self.skipping = 1;
        }
    }

    fn close(&mut self) {
        if self.skipping > 0 {
            self.skipping -= 1;
            if self.skipping == 0 && self.list.is_none() {
                self.key = None;
            }
        } else if let (Some(list), Some(key)) = (self.list.take(), self.key.take()) {
            self.entries.push(Entry { key, value: Value::Many(list) });
        } else {
            self.in_mapping = false;
        }
    }

    fn value(&mut self, scalar: Scalar, counts: bool) {
        if self.skipping > 0 {
            return;
        }
        if !self.in_mapping {
            // An empty file is one empty scalar.
            if !(scalar.text.is_empty() && scalar.plain) {
                self.mistakes.push(scalar.mistake(NO_LINES));
            }
        } else if let Some(list) = &mut self.list {
            if counts {
                list.push(scalar);
            }
        } else if let Some(key) = self.key.take() {
            if counts {
                self.entries.push(Entry { key, value: Value::One(scalar) });
            }
        } else {
            self.key = Some(scalar);
        }
    }
}

fn scalar(span: Span) -> Scalar {
    Scalar { text: String::new(), plain: true, line: span.start.line(), column: span.start.col() + 1 }
}
