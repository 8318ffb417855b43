//! Nested parts of a report as JSON text, and back: lossless, short, without nulls.
//!
//! Spans are `[start, end]` in bytes; references to other items count from 1, as ids do.

use std::borrow::Cow;

use dateline_schema::{
    ActorKind, ActorMention, Attested, Block, Code, Date, DateCandidate, DateEvidence, DateGiver,
    DateKind, Dating, Diagnostic, Figure, Interval, Line, Manner, Party, Reason, Relay, Rival,
    Role, Severity, Span, SpeechAct,
};
use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use serde_json::{Map, Value};

/// A column of JSON text.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: Nested> FromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        let value: Value = serde_json::from_str(text).map_err(FromSqlError::other)?;
        let nested = T::from_json(&value).ok_or_else(|| {
            FromSqlError::Other(format!("unexpected JSON: {}", shorten(text)).into())
        })?;
        Ok(Self(nested))
    }
}

impl<T: Nested> ToSql for Json<&T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.to_json().to_string().into())
    }
}

/// A value with a place in JSON.
pub(crate) trait Nested: Sized {
    fn to_json(&self) -> Value;
    fn from_json(value: &Value) -> Option<Self>;
}

/// A [`Party`] with its actor's name and kind, so that an event's row can be read alone.
pub(crate) struct NamedParty {
    pub(crate) name: String,
    pub(crate) kind: Option<ActorKind>,
    pub(crate) party: Party,
}

/// A [`Figure`] with its words.
pub(crate) struct WordedFigure {
    pub(crate) text: String,
    pub(crate) figure: Figure,
}

/// Structs whose fields are stored under their own names.
macro_rules! objects {
    ($($type:ident { $($field:ident),* })*) => {$(
        impl Nested for $type {
            fn to_json(&self) -> Value {
                let mut object = Map::new();
                $(put(&mut object, stringify!($field), &self.$field);)*
                Value::Object(object)
            }

            fn from_json(value: &Value) -> Option<Self> {
                Some(Self { $($field: field(value, stringify!($field))?),* })
            }
        }
    )*};
}

objects! {
    ActorMention { span, is_name }
    Attested { value, rule, text }
    Block { text, role, rule, source }
    DateCandidate { giver, span, value, interval, score, rule, note, taken }
    DateEvidence { date, kind, rule, text, confidence, zone }
    Dating { interval, basis }
    Diagnostic { code, severity, span, message, hint }
    Figure { what, low, high, span }
    Interval { low, high }
    Line { span, role }
    Party { span, actor, codes }
    Reason { rule, score, note, span }
    Manner { act, hedged, description, hidden, to, medium, when }
    Relay { span, name, cue, actor }
    Rival { geonames_id, name, score }
}

/// Types that are stored under a name.
macro_rules! names {
    ($($type:ident)*) => {$(
        impl Nested for $type {
            fn to_json(&self) -> Value {
                self.as_str().into()
            }

            fn from_json(value: &Value) -> Option<Self> {
                Self::from_name(value.as_str()?)
            }
        }
    )*};
}

names! { ActorKind DateGiver DateKind Role Severity SpeechAct }

impl Nested for NamedParty {
    fn to_json(&self) -> Value {
        let party = with("kind", &self.kind, self.party.to_json());
        with("name", &self.name, party)
    }

    fn from_json(value: &Value) -> Option<Self> {
        Some(Self {
            name: field(value, "name")?,
            kind: field(value, "kind")?,
            party: Party::from_json(value)?,
        })
    }
}

impl Nested for WordedFigure {
    fn to_json(&self) -> Value {
        with("text", &self.text, self.figure.to_json())
    }

    fn from_json(value: &Value) -> Option<Self> {
        Some(Self {
            text: field(value, "text")?,
            figure: Figure::from_json(value)?,
        })
    }
}

impl Nested for Span {
    fn to_json(&self) -> Value {
        Value::Array(vec![self.start.into(), self.end.into()])
    }

    fn from_json(value: &Value) -> Option<Self> {
        let [start, end] = value.as_array()?.as_slice() else {
            return None;
        };
        let offset = |value: &Value| usize::try_from(value.as_u64()?).ok();
        let (start, end) = (offset(start)?, offset(end)?);
        (start <= end).then(|| Self::new(start, end))
    }
}

/// A reference to another item, from 0 here and from 1 in JSON.
impl Nested for usize {
    fn to_json(&self) -> Value {
        (self + 1).into()
    }

    fn from_json(value: &Value) -> Option<Self> {
        Self::try_from(value.as_u64()?).ok()?.checked_sub(1)
    }
}

impl Nested for Date {
    fn to_json(&self) -> Value {
        self.to_string().into()
    }

    fn from_json(value: &Value) -> Option<Self> {
        value.as_str()?.parse().ok()
    }
}

impl Nested for Code {
    fn to_json(&self) -> Value {
        self.as_str().into()
    }

    fn from_json(value: &Value) -> Option<Self> {
        Self::new(value.as_str()?).ok()
    }
}

impl Nested for String {
    fn to_json(&self) -> Value {
        self.as_str().into()
    }

    fn from_json(value: &Value) -> Option<Self> {
        value.as_str().map(str::to_owned)
    }
}

impl Nested for Cow<'static, str> {
    fn to_json(&self) -> Value {
        self.as_ref().into()
    }

    fn from_json(value: &Value) -> Option<Self> {
        String::from_json(value).map(Cow::Owned)
    }
}

impl Nested for bool {
    fn to_json(&self) -> Value {
        (*self).into()
    }

    fn from_json(value: &Value) -> Option<Self> {
        value.as_bool()
    }
}

impl Nested for u64 {
    fn to_json(&self) -> Value {
        (*self).into()
    }

    fn from_json(value: &Value) -> Option<Self> {
        value.as_u64()
    }
}

impl Nested for u32 {
    fn to_json(&self) -> Value {
        (*self).into()
    }

    fn from_json(value: &Value) -> Option<Self> {
        value.as_u64()?.try_into().ok()
    }
}

impl Nested for f32 {
    fn to_json(&self) -> Value {
        f64::from(*self).into()
    }

    fn from_json(value: &Value) -> Option<Self> {
        // It was written from an f32, so that narrowing it gives that number again. JSON has no word for one
        // that is not finite.
        if value.is_null() {
            return Some(Self::NAN);
        }
        value.as_f64().map(|number| number as Self)
    }
}

impl<T: Nested> Nested for Option<T> {
    fn to_json(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::to_json)
    }

    fn from_json(value: &Value) -> Option<Self> {
        if value.is_null() {
            Some(None)
        } else {
            T::from_json(value).map(Some)
        }
    }
}

impl<T: Nested> Nested for Vec<T> {
    fn to_json(&self) -> Value {
        self.iter().map(T::to_json).collect()
    }

    fn from_json(value: &Value) -> Option<Self> {
        value.as_array()?.iter().map(T::from_json).collect()
    }
}

fn put(object: &mut Map<String, Value>, key: &str, value: &impl Nested) {
    let value = value.to_json();
    if !value.is_null() {
        object.insert(key.to_owned(), value);
    }
}

fn field<T: Nested>(value: &Value, key: &str) -> Option<T> {
    let object = value.as_object()?;
    T::from_json(object.get(key).unwrap_or(&Value::Null))
}

fn with(key: &str, value: &impl Nested, object: Value) -> Value {
    let mut whole = Map::new();
    put(&mut whole, key, value);
    if let Value::Object(rest) = object {
        whole.extend(rest);
    }
    Value::Object(whole)
}

fn shorten(text: &str) -> String {
    text.chars().take(80).collect()
}
