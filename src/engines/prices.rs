//! What a paid call costs, by the price list that is data (`templates/voices/prices.yaml`).

use serde::Deserialize;

use crate::{
    context::Context,
    engines::render::input,
    error::{Error, Kind, Result},
    store::Spend,
};

const LIST: &str = "voices/prices.yaml";

/// The price list.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(super) struct Prices(Vec<Price>);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Price {
    provider: String,
    /// The beginning of the model's name.
    model: String,
    unit: String,
    usd_per_1000: f64,
}

impl Prices {
    pub(super) fn load(context: &Context) -> Result<Self> {
        let text = input::assets(context, None)?.require(LIST)?;
        serde_yaml::from_str(&text).map_err(|e| {
            Error::new(Kind::Validation, format!("{LIST} is no price list")).caused_by(e)
        })
    }

    /// The record of a call.
    pub(super) fn spend(
        &self,
        provider: &str,
        model: &str,
        (unit, quantity): (&str, f64),
        request_id: Option<String>,
    ) -> Spend {
        let fits = |price: &&Price| {
            price.provider == provider && price.unit == unit && model.starts_with(&price.model)
        };
        let price = self.0.iter().find(fits);
        Spend {
            provider: provider.to_owned(),
            model: model.to_owned(),
            unit: unit.to_owned(),
            quantity,
            estimated_usd: price.map(|price| {
                let usd = price.usd_per_1000 * quantity / 1000.0;
                (usd * 1e6).round() / 1e6
            }),
            request_id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_that_of_the_first_row_that_fits() {
        let prices: Prices = serde_yaml::from_str(
            "- {provider: a, model: tts-1-hd, unit: characters, usd_per_1000: 2}\n\
             - {provider: a, model: tts-1, unit: characters, usd_per_1000: 1}\n",
        )
        .unwrap();
        let usd = |model, unit| prices.spend("a", model, (unit, 500.0), None).estimated_usd;
        assert_eq!(usd("tts-1-hd", "characters"), Some(1.0));
        assert_eq!(usd("tts-1", "characters"), Some(0.5));
        assert_eq!(usd("tts-1", "calls"), None);
        assert_eq!(usd("other", "characters"), None);
    }
}
