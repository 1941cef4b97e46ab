//! Attachments in a bucket: the same promises as in a folder, also when the bucket stumbles.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use store::blobs::{BucketOptions, FinishedBlob, Place};
use store::{Error, Options, Store};

use crate::harness::Bench;

/// What the stand-in for the service knows.
#[derive(Default)]
struct Shelf {
    objects: BTreeMap<String, Vec<u8>>,
    /// Requests that are answered with 503 before one is carried out.
    stumbles: u32,
    /// Whether every request is turned away.
    locked: bool,
}

struct Site {
    bench: Bench,
    shelf: Arc<Mutex<Shelf>>,
    address: String,
}

impl Site {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let shelf = Arc::new(Mutex::new(Shelf::default()));
        let inner = Arc::clone(&shelf);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let shelf = Arc::clone(&inner);
                std::thread::spawn(move || serve(stream.unwrap(), &shelf));
            }
        });
        Site { bench: Bench::sqlite(), shelf, address }
    }

    fn open(&self) -> Store {
        let bucket = BucketOptions {
            name: "files".to_owned(),
            prefix: "tellfirst/".to_owned(),
            endpoint: self.address.parse().unwrap(),
            region: "us-east-1".to_owned(),
            access_key: "reader".to_owned(),
            secret_key: "SECRET-OF-THE-BUCKET".to_owned(),
        };
        Store::open(Options { blobs: Place::Bucket(Box::new(bucket)), ..self.bench.options() }).unwrap()
    }

    fn shelf(&self) -> std::sync::MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap()
    }
}

/// Answers one request, as the service would, and closes the connection.
fn serve(stream: TcpStream, shelf: &Mutex<Shelf>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let mut words = line.split(' ');
    let (method, target) = (words.next().unwrap().to_owned(), words.next().unwrap_or_default().to_owned());
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).unwrap();
        if header.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = header.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let (status, answer) = carry_out(&mut shelf.lock().unwrap(), &method, &target, body);
    let sent = if method == "HEAD" { &[][..] } else { answer.as_slice() };
    let head =
        format!("HTTP/1.1 {status} x\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", answer.len());
    (&stream).write_all(&[head.as_bytes(), sent].concat()).unwrap();
}

fn carry_out(shelf: &mut Shelf, method: &str, target: &str, body: Vec<u8>) -> (u16, Vec<u8>) {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    if shelf.locked || !query.contains("X-Amz-Signature=") {
        return (403, Vec::new());
    }
    if shelf.stumbles > 0 {
        shelf.stumbles -= 1;
        return (503, Vec::new());
    }
    let key = path.strip_prefix("/files").unwrap().trim_start_matches('/').to_owned();
    match (method, key.as_str()) {
        ("GET", "") => (200, listed(shelf).into_bytes()),
        ("GET" | "HEAD", key) => {
            shelf.objects.get(key).map_or((404, Vec::new()), |bytes| (200, bytes.clone()))
        }
        ("PUT", _) => {
            shelf.objects.insert(key, body);
            (200, Vec::new())
        }
        ("DELETE", key) => {
            shelf.objects.remove(key);
            (204, Vec::new())
        }
        _ => (405, Vec::new()),
    }
}

fn listed(shelf: &Shelf) -> String {
    let objects = shelf.objects.iter().map(|(key, bytes)| {
        format!(
            "<Contents><Key>{key}</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified><ETag>\"x\"</ETag>\
             <Size>{}</Size><StorageClass>STANDARD</StorageClass></Contents>",
            bytes.len()
        )
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>files</Name>\
         <MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>{}</ListBucketResult>",
        objects.collect::<String>()
    )
}

fn written(store: &Store, bytes: &[u8]) -> Result<FinishedBlob, Error> {
    let mut writer = store.blobs().create(store.vault()).unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish()
}

fn read(store: &Store, blob: &FinishedBlob) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    store.blobs().open(&blob.name, &blob.key)?.read_to_end(&mut bytes).unwrap();
    Ok(bytes)
}

#[test]
fn an_attachment_comes_back_from_the_bucket_and_lies_there_sealed() {
    let site = Site::start();
    let store = site.open();
    let bytes = b"PLAIN-WORDS ".repeat(20_000);
    let blob = written(&store, &bytes).unwrap();
    assert_eq!(read(&store, &blob).unwrap(), bytes);
    let key = format!("tellfirst/{}/{}", &blob.name[..2], blob.name);
    let sealed = site.shelf().objects.get(&key).cloned().unwrap();
    assert!(sealed.len() > bytes.len() && !sealed.windows(11).any(|part| part == b"PLAIN-WORDS"));
    let left: Vec<_> = std::fs::read_dir(site.bench.path().join("blobs/tmp")).unwrap().collect();
    assert!(left.is_empty(), "the folder keeps nothing of it");
}

#[test]
fn deleting_asking_and_listing_work_as_in_a_folder() {
    let site = Site::start();
    let store = site.open();
    let (one, two) = (written(&store, b"one").unwrap(), written(&store, b"two").unwrap());
    let mut names = vec![one.name.clone(), two.name.clone()];
    names.sort();
    let year_2027 = 1_800_000_000_000_000;
    assert_eq!(store.blobs().list_older_than(year_2027).unwrap(), names);
    assert!(store.blobs().list_older_than(0).unwrap().is_empty());
    store.blobs().delete(&one.name).unwrap();
    store.blobs().delete(&one.name).unwrap();
    assert!(!store.blobs().exists(&one.name).unwrap() && store.blobs().exists(&two.name).unwrap());
    assert!(matches!(read(&store, &one), Err(Error::NotFound { .. })));
}

#[test]
fn a_short_failure_is_overcome_and_a_lasting_one_is_told_without_secrets() {
    let site = Site::start();
    let store = site.open();
    site.shelf().stumbles = 2;
    let blob = written(&store, b"kept").unwrap();
    assert_eq!(read(&store, &blob).unwrap(), b"kept");
    site.shelf().stumbles = 9;
    let error = written(&store, b"lost").unwrap_err();
    assert!(error.is_transient(), "{error}");
    site.shelf().stumbles = 0;
    site.shelf().locked = true;
    let refused = written(&store, b"lost").unwrap_err();
    for error in [error, refused] {
        let text = format!("{error} {error:?}");
        assert!(!text.contains("SECRET") && !text.contains("Signature") && !text.contains("http"), "{text}");
    }
    assert_eq!(site.shelf().objects.len(), 1, "what was not acknowledged left nothing");
}
