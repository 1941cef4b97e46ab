//! The few kinds of values that every engine stores alike: whole numbers, text and bytes.

use std::borrow::Cow;

use bytes::BytesMut;
use postgres::types::{Format, IsNull, ToSql, Type, to_sql_checked};

use crate::error::{Error, Result};

/// A parameter of a statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// No value.
    Null,
    /// A BIGINT; times are microseconds since 1970 in UTC.
    Int(i64),
    /// A TEXT.
    Text(Cow<'a, str>),
    /// A BYTEA.
    Blob(Cow<'a, [u8]>),
}

impl From<i64> for Value<'_> {
    fn from(value: i64) -> Self {
        Value::Int(value)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(value: &'a str) -> Self {
        Value::Text(Cow::Borrowed(value))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(value: &'a String) -> Self {
        Value::Text(Cow::Borrowed(value))
    }
}

impl From<String> for Value<'_> {
    fn from(value: String) -> Self {
        Value::Text(Cow::Owned(value))
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(value: &'a [u8]) -> Self {
        Value::Blob(Cow::Borrowed(value))
    }
}

impl<'a> From<&'a Vec<u8>> for Value<'a> {
    fn from(value: &'a Vec<u8>) -> Self {
        Value::Blob(Cow::Borrowed(value))
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Value<'a> {
    fn from(value: &'a [u8; N]) -> Self {
        Value::Blob(Cow::Borrowed(value))
    }
}

impl From<Vec<u8>> for Value<'_> {
    fn from(value: Vec<u8>) -> Self {
        Value::Blob(Cow::Owned(value))
    }
}

impl<'a, T> From<Option<T>> for Value<'a>
where
    T: Scalar,
    Value<'a>: From<T>,
{
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Value::from)
    }
}

/// The types whose `Option` becomes a nullable parameter.
pub trait Scalar {}
impl Scalar for i64 {}
impl Scalar for &str {}
impl Scalar for String {}
impl Scalar for &[u8] {}
impl Scalar for Vec<u8> {}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, ValueRef};
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(number) if *ty == Type::INT4 => i32::try_from(*number)?.to_sql(ty, out),
            Value::Int(number) => number.to_sql(ty, out),
            Value::Text(text) => text.as_ref().to_sql(ty, out),
            Value::Blob(bytes) => bytes.as_ref().to_sql(ty, out),
        }
    }

    fn accepts(ty: &Type) -> bool {
        [Type::INT8, Type::INT4, Type::TEXT, Type::VARCHAR, Type::BYTEA].contains(ty)
    }

    fn encode_format(&self, _ty: &Type) -> Format {
        Format::Binary
    }

    to_sql_checked!();
}

/// One row of an answer; columns are read by position.
pub enum Row<'r> {
    /// From SQLite.
    Sqlite(&'r rusqlite::Row<'r>),
    /// From PostgreSQL.
    Postgres(&'r postgres::Row),
}

macro_rules! getters {
    ($($(#[$doc:meta])* $name:ident, $optional:ident: $type:ty, $expected:literal;)*) => {
        $(
            $(#[$doc])*
            ///
            /// # Errors
            /// [`Error::Column`] when the column holds something else, or nothing.
            pub fn $name(&self, index: usize) -> Result<$type> {
                self.$optional(index)?.ok_or(Error::Column { index, expected: $expected })
            }

            $(#[$doc])*
            ///
            /// # Errors
            /// [`Error::Column`] when the column holds something else.
            pub fn $optional(&self, index: usize) -> Result<Option<$type>> {
                let expected = $expected;
                match self {
                    Row::Sqlite(row) => row.get(index).map_err(|_| Error::Column { index, expected }),
                    Row::Postgres(row) => row.try_get(index).map_err(|_| Error::Column { index, expected }),
                }
            }
        )*
    };
}

impl Row<'_> {
    getters! {
        /// A whole number.
        int, opt_int: i64, "a whole number";
        /// A text.
        text, opt_text: String, "text";
        /// Bytes.
        blob, opt_blob: Vec<u8>, "bytes";
    }

    /// A digest of 32 bytes.
    ///
    /// # Errors
    /// [`Error::Column`] when the column holds something else.
    pub fn digest(&self, index: usize) -> Result<[u8; 32]> {
        self.blob(index)?.try_into().map_err(|_| Error::Column { index, expected: "32 bytes" })
    }
}
