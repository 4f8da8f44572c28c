//! Owns writing any serialisable value down as it is hashed. Values that take a short form for machines
//! (`is_human_readable`) are asked for it.

use serde::ser::{self, Serialize};

/// Serialises into bytes: every value with a mark of its kind, every run of them with its length or an
/// end, so that different values give different bytes.
pub(super) struct Writing<'a>(pub(super) &'a mut Vec<u8>);

/// Writing itself cannot fail; a value may refuse to be serialised.
#[derive(Debug)]
pub(super) struct Refused(String);

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

impl ser::Error for Refused {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

type Result<T = ()> = std::result::Result<T, Refused>;

impl Writing<'_> {
    fn mark(&mut self, mark: u8, bytes: &[u8]) -> Result {
        self.0.push(mark);
        self.0.extend_from_slice(bytes);
        Ok(())
    }
}

macro_rules! numbers {
    ($($method:ident $type:ty),*) => {
        $(fn $method(mut self, value: $type) -> Result {
            self.mark(b'n', &value.to_le_bytes())
        })*
    };
}

impl ser::Serializer for Writing<'_> {
    type Ok = ();
    type Error = Refused;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    numbers!(
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64, serialize_i128 i128,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64, serialize_u128 u128,
        serialize_f32 f32, serialize_f64 f64
    );

    fn is_human_readable(&self) -> bool {
        false
    }

    fn serialize_bool(mut self, value: bool) -> Result {
        self.mark(b'b', &[u8::from(value)])
    }

    fn serialize_char(mut self, value: char) -> Result {
        self.mark(b'c', &u32::from(value).to_le_bytes())
    }

    fn serialize_str(mut self, value: &str) -> Result {
        self.mark(b's', &(value.len() as u64).to_le_bytes())?;
        self.mark(b's', value.as_bytes())
    }

    fn serialize_bytes(mut self, value: &[u8]) -> Result {
        self.mark(b'y', &(value.len() as u64).to_le_bytes())?;
        self.mark(b'y', value)
    }

    fn serialize_none(mut self) -> Result {
        self.mark(b'0', &[])
    }

    fn serialize_some<T: Serialize + ?Sized>(mut self, value: &T) -> Result {
        self.mark(b'1', &[])?;
        value.serialize(self)
    }

    fn serialize_unit(mut self) -> Result {
        self.mark(b'u', &[])
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result {
        self.serialize_unit()
    }

    fn serialize_unit_variant(mut self, _: &'static str, index: u32, _: &'static str) -> Result {
        self.mark(b'v', &index.to_le_bytes())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        mut self,
        _: &'static str,
        index: u32,
        _: &'static str,
        value: &T,
    ) -> Result {
        self.mark(b'v', &index.to_le_bytes())?;
        value.serialize(self)
    }

    fn serialize_seq(mut self, _: Option<usize>) -> Result<Self> {
        self.mark(b'[', &[])?;
        Ok(self)
    }

    fn serialize_tuple(mut self, _: usize) -> Result<Self> {
        self.mark(b'[', &[])?;
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Self> {
        self.serialize_tuple(length)
    }

    fn serialize_tuple_variant(
        mut self,
        _: &'static str,
        index: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self> {
        self.mark(b'v', &index.to_le_bytes())?;
        Ok(self)
    }

    fn serialize_map(mut self, _: Option<usize>) -> Result<Self> {
        self.mark(b'{', &[])?;
        Ok(self)
    }

    fn serialize_struct(mut self, _: &'static str, _: usize) -> Result<Self> {
        self.mark(b'{', &[])?;
        Ok(self)
    }

    fn serialize_struct_variant(
        mut self,
        _: &'static str,
        index: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self> {
        self.mark(b'v', &index.to_le_bytes())?;
        Ok(self)
    }
}

macro_rules! sequences {
    ($($trait:ident $method:ident),*) => {
        $(impl ser::$trait for Writing<'_> {
            type Ok = ();
            type Error = Refused;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result {
                value.serialize(Writing(self.0))
            }

            fn end(mut self) -> Result {
                self.mark(b']', &[])
            }
        })*
    };
}

sequences!(
    SerializeSeq serialize_element, SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field, SerializeTupleVariant serialize_field
);

macro_rules! structs {
    ($($trait:ident),*) => {
        $(impl ser::$trait for Writing<'_> {
            type Ok = ();
            type Error = Refused;

            // Names of fields are part of the program, whose identity is hashed beside its values.
            fn serialize_field<T: Serialize + ?Sized>(&mut self, _: &'static str, value: &T) -> Result {
                value.serialize(Writing(self.0))
            }

            fn end(mut self) -> Result {
                self.mark(b'}', &[])
            }
        })*
    };
}

structs!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Writing<'_> {
    type Ok = ();
    type Error = Refused;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result {
        key.serialize(Writing(self.0))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result {
        value.serialize(Writing(self.0))
    }

    fn end(mut self) -> Result {
        self.mark(b'}', &[])
    }
}
