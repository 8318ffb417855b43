//! A server on loopback that answers as a test wants, right or wrong, and remembers what it was asked.
#![allow(dead_code, missing_docs, unreachable_pub)] // Each test uses a part.
#![allow(clippy::unwrap_used)] // A helper fails as the test does.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// One request, as far as tests ask.
#[derive(Clone, Debug)]
pub struct Request {
    pub path: String,
    /// The lines of the header, in lower case.
    pub header: Vec<String>,
}

impl Request {
    pub fn field(&self, name: &str) -> Option<&str> {
        let mut values = self.header.iter().filter_map(|line| {
            let (field, value) = line.split_once(':')?;
            (field == name).then(|| value.trim())
        });
        values.next()
    }
}

pub struct Server {
    pub address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Answers on threads of its own until the test ends.
    pub fn start(answer: impl Fn(&Request, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&requests);
        let answer = Arc::new(answer);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let (answer, log) = (Arc::clone(&answer), Arc::clone(&log));
                thread::spawn(move || {
                    if let Some(request) = read(&stream) {
                        log.lock().unwrap().push(request.clone());
                        answer(&request, &mut stream);
                    }
                });
            }
        });
        Self { address, requests }
    }

    /// Answers each path with its bytes, and every other with 404.
    pub fn of(pages: Vec<(&'static str, Vec<u8>)>) -> Self {
        Self::start(move |request, stream| {
            let page = pages.iter().find(|(path, _)| *path == request.path);
            let missing = reply("404 Not Found", "", b"");
            // Whoever has read enough hangs up.
            let _ = stream.write_all(page.map_or(&missing, |(_, bytes)| bytes));
        })
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    /// The paths that were asked for, in order.
    pub fn paths(&self) -> Vec<String> {
        let requests = self.requests();
        requests.into_iter().map(|request| request.path).collect()
    }
}

/// A whole response. `header` holds whole lines.
pub fn reply(status: &str, header: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = format!(
        "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n{header}\r\n",
        body.len()
    )
    .into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

pub fn redirect(to: &str) -> Vec<u8> {
    reply("302 Found", &format!("Location: {to}\r\n"), b"")
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next()?.ok()?;
    let path = first.split(' ').nth(1)?.to_owned();
    let header = lines
        .map_while(Result::ok)
        .take_while(|line| !line.is_empty())
        .map(|line| line.to_lowercase())
        .collect();
    Some(Request { path, header })
}
