//! Owns packing what the output folder is to hold, for servers that send packed files as they find them:
//! every text beside itself. What has not changed is not packed again.

use rayon::prelude::*;

use super::Prepared;
use crate::digest::{Digest, Hasher};
use crate::output::{Output, Outputs};
use crate::packed::{self, Packing};
use crate::publish::{Failure, Publication};
use crate::route::OutPath;

/// Stages every text packed. A file of the site's own under that name is let be.
pub(super) fn stage(
    prepared: &Prepared,
    publication: &Publication,
    outputs: &mut Outputs,
) -> Result<(), Failure> {
    let ways = &prepared.config.precompress;
    let texts = outputs.iter().filter(|(path, output)| packed::is_worth_it(path.as_str(), output.size));
    let wanted: Vec<(&OutPath, &Output, Packing, OutPath)> = texts
        .flat_map(|(path, output)| ways.iter().map(move |way| (path, output, *way)))
        .filter_map(|(path, output, way)| {
            let packed = OutPath::new(&format!("{path}{}", way.ending())).ok()?;
            (!outputs.contains_key(&packed)).then_some((path, output, way, packed))
        })
        .collect();
    let made: Vec<Result<Option<(OutPath, Output)>, Failure>> = wanted
        .into_par_iter()
        .map(|(path, output, way, packed)| {
            let fingerprint = fingerprint(prepared, way, output);
            if let Some(old) = publication.untouched(&packed).filter(|old| old.fingerprint == fingerprint) {
                return Ok(Some((packed, old)));
            }
            let Some(bytes) = way.pack(&publication.read(path)?) else { return Ok(None) };
            let output = publication.stage(&packed, &bytes, fingerprint)?;
            Ok(Some((packed, output)))
        })
        .collect();
    for made in made {
        outputs.extend(made?);
    }
    Ok(())
}

fn fingerprint(prepared: &Prepared, way: Packing, of: &Output) -> Digest {
    Hasher::new().digest(prepared.program).part(way.ending()).digest(of.digest).finish()
}
