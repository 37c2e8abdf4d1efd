//! Calls of the command line to a `remotion-media serve`: JSON and files go there, JSON, events and
//! files come back.
//!
//! Which calls there are, what a status means and how events are read are left to the caller.

use std::{
    fs::Permissions,
    io::{Cursor, Write as _},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    time::Duration,
};

use reqwest::{Method, RequestBuilder, Response, header};
use serde_json::Value;
use tokio::{fs::File, io::AsyncReadExt as _, time::timeout};
use tokio_util::io::ReaderStream;

use super::{
    redacted,
    route::{TIMED_OUT, parsed, unavailable, unreached},
};
use crate::{
    error::{Error, Kind, Result},
    providers::guard::Guard,
};

/// Largest JSON that is read.
const JSON: usize = 64 << 20;
const HINT: &str = "check the address, and that remotion-media serve runs there";

/// A call to our own service.
#[derive(Clone, Debug)]
pub struct Call<'a> {
    /// HTTP method, in capitals.
    pub method: &'a str,
    /// The whole address.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// What is sent along.
    pub body: Body,
    /// Longest wait for the reply, sending included, and then for each piece of it.
    pub timeout: Duration,
}

/// What a call sends along.
#[derive(Clone, Debug)]
pub enum Body {
    /// Nothing.
    Empty,
    /// JSON.
    Json(Value),
    /// The field `file` of a form, sent as it is read.
    File {
        /// Where the file is.
        path: PathBuf,
        /// What it is called there.
        name: String,
    },
}

/// What came back; its status may be one of failure.
#[derive(Debug)]
pub struct Reply {
    /// HTTP status; redirects are not followed.
    pub status: u16,
    response: Response,
    shown: String,
    timeout: Duration,
}

/// Makes a call and waits for the head of its reply.
///
/// # Errors
/// `Unavailable` if nothing answers in time, `Validation` for what is no address or no header, and
/// what reading the file to send makes.
pub async fn call(call: Call<'_>) -> Result<Reply> {
    let shown = redacted(&call.url);
    let exchange = async {
        let (url, client) = parsed(&call.url, &shown, &Guard::open()).await?;
        let method: Method = call.method.parse().map_err(|_| {
            Error::internal(format!("expected an HTTP method, found {:?}", call.method))
        })?;
        let mut request = client.request(method, url);
        for (name, value) in &call.headers {
            request = request.header(name, value);
        }
        let request = match call.body {
            Body::Empty => request,
            Body::Json(value) => {
                request.header(header::CONTENT_TYPE, "application/json").body(value.to_string())
            }
            Body::File { path, name } => form(request, &path, &name).await?,
        };
        request.send().await.map_err(|error| unreached(&shown, &error).hint(HINT))
    };
    let response = timeout(call.timeout, exchange)
        .await
        .unwrap_or_else(|_| Err(unavailable(&shown, TIMED_OUT).hint(HINT)))?;
    Ok(Reply { status: response.status().as_u16(), response, shown, timeout: call.timeout })
}

impl Reply {
    /// The value of a header; `None` also if it is no text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.response.headers().get(name)?.to_str().ok()
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// `Unavailable` for a body that breaks off or is no JSON, `PayloadTooLarge` past 64 MiB.
    pub async fn json(mut self) -> Result<Value> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            if bytes.len() + chunk.len() > JSON {
                let message = format!("{} answered with more than {JSON} bytes", self.shown);
                return Err(Error::new(Kind::PayloadTooLarge, message));
            }
            bytes.extend_from_slice(&chunk);
        }
        serde_json::from_slice(&bytes).map_err(|e| {
            let message = format!("{} answered {} without JSON", self.shown, self.status);
            Error::new(Kind::Unavailable, message).caused_by(e).hint(HINT)
        })
    }

    /// The next piece of the body as it comes; `None` at its end.
    ///
    /// # Errors
    /// `Unavailable` for a body that breaks off or pauses for too long.
    pub async fn chunk(&mut self) -> Result<Option<Vec<u8>>> {
        match timeout(self.timeout, self.response.chunk()).await {
            Err(_) => Err(unavailable(&self.shown, TIMED_OUT)),
            Ok(Err(error)) => Err(unreached(&self.shown, &error)),
            Ok(Ok(chunk)) => Ok(chunk.map(Into::into)),
        }
    }

    /// Saves the body, so that `target` is whole or as it was before; the bytes written.
    ///
    /// # Errors
    /// As [`Reply::chunk`], and what writing makes.
    pub async fn save(mut self, target: &Path) -> Result<u64> {
        let failed =
            |e: std::io::Error| Error::from(e).context(format!("writing {}", target.display()));
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut file = tempfile::Builder::new()
            .prefix(".remotion-media-")
            .suffix(".part")
            // As any new file: what the umask leaves. A temporary one would be its owner's alone.
            .permissions(Permissions::from_mode(0o666))
            .tempfile_in(folder.unwrap_or(Path::new(".")))
            .map_err(failed)?;
        let mut written = 0;
        while let Some(chunk) = self.chunk().await? {
            file.write_all(&chunk).map_err(failed)?;
            written += chunk.len() as u64;
        }
        file.as_file().sync_all().map_err(failed)?;
        file.persist(target).map_err(|e| failed(e.error))?;
        Ok(written)
    }
}

/// A form of one file, written here: it is three lines around the file.
async fn form(request: RequestBuilder, path: &Path, name: &str) -> Result<RequestBuilder> {
    let failed = |e: std::io::Error| Error::from(e).context(format!("reading {}", path.display()));
    let file = File::open(path).await.map_err(failed)?;
    let about = file.metadata().await.map_err(failed)?;
    if !about.is_file() {
        let message = format!("{} is no file that can be sent", path.display());
        return Err(Error::new(Kind::Validation, message));
    }
    let boundary = format!("remotion-media-{}", uuid::Uuid::now_v7().simple());
    // As browsers do it.
    let name = name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
    let head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    let tail = format!("\r\n--{boundary}--\r\n");
    let length = head.len() as u64 + about.len() + tail.len() as u64;
    // No more than was announced, should the file grow meanwhile.
    let body = Cursor::new(head).chain(file.take(about.len())).chain(Cursor::new(tail));
    Ok(request
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={boundary}"))
        .header(header::CONTENT_LENGTH, length)
        .body(reqwest::Body::wrap_stream(ReaderStream::with_capacity(body, 64 << 10))))
}

#[cfg(test)]
#[path = "call_tests.rs"]
mod tests;
