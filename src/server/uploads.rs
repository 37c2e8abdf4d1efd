//! `POST /api/v1/uploads`: files for later requests, streamed to the disk while they are hashed.

use std::{io::Write as _, path::Path, sync::Arc};

use axum::{
    Json,
    extract::{FromRequest as _, Multipart, Request, State, multipart::Field},
    http::StatusCode,
    response::IntoResponse as _,
};
use jiff::Timestamp;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::{Service, answer::Answer, keys::Caller};
use crate::{
    config::keys,
    error::{Error, Kind, Result},
    store::{Upload, media_type},
};

/// The most files of one request.
const MOST: usize = 100;
/// Disk space that must stay free, in bytes.
const RESERVE: u64 = 64 << 20;

/// Takes every file of a form.
pub(super) async fn post(State(service): State<Arc<Service>>, request: Request) -> Answer {
    let caller = request.extensions().get::<Caller>().map(|caller| caller.id.clone());
    let mut form = Multipart::from_request(request, &()).await.map_err(|rejection| {
        let text = format!("expected a form (multipart/form-data): {rejection}");
        Error::new(Kind::Validation, text)
            .hint("curl -F file=@picture.png URL/api/v1/uploads sends one")
    })?;
    let mut uploads = Vec::new();
    while let Some(field) = form.next_field().await.map_err(|e| broken(&e))? {
        if uploads.len() == MOST {
            let text = format!("at most {MOST} files are taken at once");
            return Err(Error::new(Kind::PayloadTooLarge, text).into());
        }
        if field.file_name().is_none() {
            let name = field.name().unwrap_or_default().to_owned();
            return Err(Error::field(name, "expected a file").into());
        }
        let upload = receive(&service, field).await?;
        service.queue.store.keep_upload(upload.clone(), caller.clone()).await?;
        uploads.push(upload);
    }
    if uploads.is_empty() {
        return Err(Error::field("file", "is required").into());
    }
    Ok((StatusCode::CREATED, Json(json!({ "uploads": uploads }))).into_response())
}

fn broken(error: &axum::extract::multipart::MultipartError) -> Error {
    Error::new(Kind::Validation, format!("the form cannot be read: {error}"))
}

async fn receive(service: &Service, mut field: Field<'_>) -> Result<Upload> {
    let name = plain(field.file_name().unwrap_or_default());
    let vault = &service.queue.vault;
    let limit = service.queue.config.whole(keys::MAX_FILE_SIZE_MB) << 20;
    let mut file = vault.receiving()?;
    let mut hasher = Sha256::new();
    let mut bytes = 0u64;
    let mut room = 0u64;
    let writing = |error: std::io::Error| Error::from(error).context("writing the upload");
    while let Some(chunk) = field.chunk().await.map_err(|e| broken(&e))? {
        bytes += chunk.len() as u64;
        if bytes > limit {
            let text = format!("{name} is larger than {} MiB", limit >> 20);
            return Err(
                Error::new(Kind::PayloadTooLarge, text).hint("MAX_FILE_SIZE_MB is the limit")
            );
        }
        if bytes > room {
            let free = rustix::fs::statvfs(file.path())
                .map_or(u64::MAX, |disk| disk.f_bavail * disk.f_frsize);
            if free < RESERVE {
                let text = "the disk is full: uploads are not taken";
                return Err(Error::new(Kind::Unavailable, text)
                    .hint("free some space, or lower retention_days"));
            }
            room = bytes + RESERVE / 4;
        }
        hasher.update(&chunk);
        file.write_all(&chunk).map_err(writing)?;
    }
    file.flush().map_err(writing)?;
    let sha256: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    // The vault goes by the ending of the name.
    let ending = Path::new(&name).extension().and_then(|ending| ending.to_str());
    let (_, path) = file.keep().map_err(|error| writing(error.error))?;
    let named = path.with_extension(ending.unwrap_or("bin"));
    let kept =
        std::fs::rename(&path, &named).map_err(writing).and_then(|()| vault.adopt(&named, &sha256));
    if kept.is_err() {
        // Whichever of the two is there.
        let _ = std::fs::remove_file(&path).or_else(|_| std::fs::remove_file(&named));
    }
    kept?;
    let id = format!("upl_{}", uuid::Uuid::now_v7().simple());
    Ok(Upload {
        source: format!("upload:{id}"),
        id,
        media_type: media_type(Path::new(&name)).to_owned(),
        name: if ending.is_none() { format!("{name}.bin") } else { name },
        bytes,
        sha256,
        created_at: Timestamp::now(),
    })
}

/// The last part of a name, without what could be more than a name.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |c: char| if c.is_alphanumeric() || "-_. ".contains(c) { c } else { '_' };
    let name: String = last.chars().take(120).map(plain).collect();
    let name = name.trim_start_matches('.').trim();
    if name.is_empty() { "file".to_owned() } else { name.to_owned() }
}

#[test]
fn a_name_is_only_a_name() {
    assert_eq!(plain("../../etc/passwd"), "passwd");
    assert_eq!(plain("C:\\fakepath\\a b.png"), "a b.png");
    assert_eq!(plain("..."), "file");
    assert_eq!(plain("ü\0\n\".png"), "ü___.png");
}
