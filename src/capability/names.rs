//! Fields that hold a name out of a table that is not the engines' own, such as the providers':
//! schema, flag and default follow from the table.

/// Declares the type of such a field: `named! { /// Who. Provider = "local", of names }`.
macro_rules! named {
    ($(#[$about:meta])* $name:ident = $default:expr, of $names:path) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl Default for $name {
            fn default() -> Self {
                Self($default.to_owned())
            }
        }

        impl $name {
            /// Reads the name from a command line.
            pub(in crate::engines) fn parser() -> impl clap::builder::TypedValueParser<Value = Self> {
                use clap::builder::{PossibleValuesParser, TypedValueParser as _};
                PossibleValuesParser::new($names()).map(Self)
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": $names() })
            }
        }
    };
}

pub(crate) use named;
