//! A disk as it promises no more than it must: what is written is there for certain once it was
//! synced, and a name once its folder was.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use crate::dice::Dice;
use crate::trace::Event;

/// What a disk writes whole or not at all, in bytes.
const SECTOR: usize = 512;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Node {
    File(usize),
    Folder(usize),
}

/// A change that is not durable yet.
#[derive(Debug, Clone)]
enum Change {
    Write { at: usize, bytes: Rc<[u8]> },
    Cut(usize),
}

#[derive(Debug, Clone)]
enum Naming {
    Put(String, Node),
    Gone(String),
    Moved(String, String, Node),
}

#[derive(Debug, Clone, Default)]
struct File {
    durable: Vec<u8>,
    loose: Vec<Change>,
}

#[derive(Debug, Clone, Default)]
struct Folder {
    durable: BTreeMap<String, Node>,
    loose: Vec<Naming>,
}

/// What is found after the power came back: folders (no bytes) and files by their paths below the
/// root.
pub(crate) type Found = BTreeMap<PathBuf, Option<Vec<u8>>>;

/// How much of what was not synced a power cut leaves.
pub(crate) enum Cut<'a> {
    /// Only what had to be there.
    Nothing,
    /// All of it: the kernel had written everything by itself.
    Everything,
    /// The contents of files, but no change of a name.
    Contents,
    /// The changes of names, but no contents: files that are there and empty.
    Names,
    /// A part, by chance: writes missing, torn between sectors, noise where a file grew, and where
    /// `shuffled` in another order.
    Chance { dice: &'a mut Dice, shuffled: bool },
}

#[derive(Debug, Clone)]
pub(crate) struct Disk {
    root: PathBuf,
    files: Vec<File>,
    folders: Vec<Folder>,
    /// Syncs under way: what they will have made durable when they end.
    syncs: BTreeMap<usize, (Node, usize)>,
}

impl Disk {
    /// `root` is there and empty.
    pub(crate) fn new(root: &Path) -> Self {
        let folders = vec![Folder::default()];
        Self { root: root.to_owned(), files: Vec::new(), folders, syncs: BTreeMap::new() }
    }

    /// Carries out one event; whether the disk may have changed.
    pub(crate) fn take(&mut self, event: &Event) -> bool {
        match event {
            Event::Made(path) => {
                if self.node(path).is_some() {
                    return false;
                }
                self.files.push(File::default());
                self.name(path, Node::File(self.files.len() - 1))
            }
            Event::MadeFolder(path) => {
                self.folders.push(Folder::default());
                self.name(path, Node::Folder(self.folders.len() - 1))
            }
            Event::Wrote { path, at, bytes } => {
                self.change(path, Change::Write { at: *at, bytes: bytes.as_slice().into() })
            }
            Event::Cut { path, length } => self.change(path, Change::Cut(*length)),
            Event::SyncBegins { path, ticket } => {
                let Some(node) = self.node(path) else { return false };
                let upto = match node {
                    Node::File(file) => self.files[file].loose.len(),
                    Node::Folder(folder) => self.folders[folder].loose.len(),
                };
                self.syncs.insert(*ticket, (node, upto));
                false
            }
            Event::SyncEnds { ticket } => self.synced(*ticket),
            Event::Removed(path) => {
                let Some((folder, name)) = self.place(path) else { return false };
                self.folders[folder].loose.push(Naming::Gone(name));
                true
            }
            Event::Moved { from, to } => {
                let node = self.node(from);
                let (Some(node), Some((folder, old)), Some((other, new))) =
                    (node, self.place(from), self.place(to))
                else {
                    return false;
                };
                assert_eq!(folder, other, "a move between folders is not modelled");
                self.folders[folder].loose.push(Naming::Moved(old, new, node));
                true
            }
            Event::Sent { .. } | Event::Printed(_) => false,
        }
    }

    /// How many changes a power cut may still lose.
    pub(crate) fn loose(&self) -> usize {
        let files: usize = self.files.iter().map(|file| file.loose.len()).sum();
        files + self.folders.iter().map(|folder| folder.loose.len()).sum::<usize>()
    }

    /// What is on the disk after a power cut now.
    pub(crate) fn after(&self, mut cut: Cut<'_>) -> Found {
        let mut found = Found::new();
        self.walk(0, Path::new(""), &mut cut, &mut found);
        found
    }

    fn walk(&self, folder: usize, path: &Path, cut: &mut Cut<'_>, found: &mut Found) {
        let Folder { durable, loose } = &self.folders[folder];
        let mut names = durable.clone();
        for naming in loose {
            if cut.keeps_name() {
                apply_naming(&mut names, naming);
            }
        }
        for (name, node) in names {
            let path = path.join(name);
            match node {
                Node::Folder(inner) => {
                    found.insert(path.clone(), None);
                    self.walk(inner, &path, cut, found);
                }
                Node::File(file) => {
                    let bytes = cut.contents(&self.files[file]);
                    found.insert(path, Some(bytes));
                }
            }
        }
    }

    fn synced(&mut self, ticket: usize) -> bool {
        let Some((node, upto)) = self.syncs.remove(&ticket) else { return false };
        match node {
            Node::File(file) => {
                let File { durable, loose } = &mut self.files[file];
                for change in loose.drain(..upto) {
                    apply(durable, &change);
                }
            }
            Node::Folder(folder) => {
                let Folder { durable, loose } = &mut self.folders[folder];
                for naming in loose.drain(..upto) {
                    apply_naming(durable, &naming);
                }
            }
        }
        for (other, left) in self.syncs.values_mut() {
            if *other == node {
                *left = left.saturating_sub(upto);
            }
        }
        upto > 0
    }

    fn change(&mut self, path: &Path, change: Change) -> bool {
        let Some(Node::File(file)) = self.node(path) else { return false };
        self.files[file].loose.push(change);
        true
    }

    fn name(&mut self, path: &Path, node: Node) -> bool {
        let Some((folder, name)) = self.place(path) else { return false };
        self.folders[folder].loose.push(Naming::Put(name, node));
        true
    }

    /// The folder in which a path is, and its name there.
    fn place(&self, path: &Path) -> Option<(usize, String)> {
        let name = path.file_name()?.to_str()?.to_owned();
        match self.node(path.parent()?)? {
            Node::Folder(folder) => Some((folder, name)),
            Node::File(_) => None,
        }
    }

    /// As the running program sees it.
    fn node(&self, path: &Path) -> Option<Node> {
        let mut node = Node::Folder(0);
        for part in path.strip_prefix(&self.root).ok()?.components() {
            let (Node::Folder(folder), Component::Normal(name)) = (node, part) else {
                return None;
            };
            let Folder { durable, loose } = &self.folders[folder];
            let mut names = durable.clone();
            for naming in loose {
                apply_naming(&mut names, naming);
            }
            node = *names.get(name.to_str()?)?;
        }
        Some(node)
    }
}

impl Cut<'_> {
    fn keeps_name(&mut self) -> bool {
        match self {
            Self::Nothing | Self::Contents => false,
            Self::Everything | Self::Names => true,
            Self::Chance { dice, .. } => dice.roll().is_multiple_of(2),
        }
    }

    fn contents(&mut self, file: &File) -> Vec<u8> {
        let mut bytes = file.durable.clone();
        match self {
            Self::Nothing | Self::Names => {}
            Self::Everything | Self::Contents => {
                for change in &file.loose {
                    apply(&mut bytes, change);
                }
            }
            Self::Chance { dice, shuffled } => some(&mut bytes, &file.loose, dice, *shuffled),
        }
        bytes
    }
}

/// Some of the changes: each with the same chance, the last of them torn.
fn some(bytes: &mut Vec<u8>, loose: &[Change], dice: &mut Dice, shuffled: bool) {
    let odds = [1, 4, 7][usize::try_from(dice.roll() % 3).unwrap()];
    let mut kept: Vec<_> = loose.iter().filter(|_| dice.roll() % 8 < odds).collect();
    if shuffled {
        for last in (1..kept.len()).rev() {
            kept.swap(last, usize::try_from(dice.roll()).unwrap() % (last + 1));
        }
    }
    let torn = kept.pop();
    for change in kept {
        grow(bytes, change, dice);
        apply(bytes, change);
    }
    match torn {
        Some(Change::Write { at, bytes: written }) => {
            let mut start = *at;
            let end = at + written.len();
            while start < end {
                let next = (start - start % SECTOR + SECTOR).min(end);
                if dice.roll().is_multiple_of(2) {
                    let part = written[start - at..next - at].into();
                    let part = Change::Write { at: start, bytes: part };
                    grow(bytes, &part, dice);
                    apply(bytes, &part);
                }
                start = next;
            }
        }
        Some(cut @ Change::Cut(_)) => apply(bytes, cut),
        None => {}
    }
}

/// A file that became longer before what it was made longer for arrived: zeros, or what was there.
fn grow(bytes: &mut Vec<u8>, change: &Change, dice: &mut Dice) {
    let Change::Write { at, .. } = change else { return };
    let noisy = dice.roll().is_multiple_of(2);
    while bytes.len() < *at {
        let byte = if noisy { dice.roll().to_le_bytes()[0] } else { 0 };
        bytes.push(byte);
    }
}

fn apply(to: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Write { at, bytes } => {
            let end = at + bytes.len();
            if to.len() < end {
                to.resize(end, 0);
            }
            to[*at..end].copy_from_slice(bytes);
        }
        Change::Cut(length) => to.resize(*length, 0),
    }
}

fn apply_naming(names: &mut BTreeMap<String, Node>, naming: &Naming) {
    match naming {
        Naming::Put(name, node) => {
            names.insert(name.clone(), *node);
        }
        Naming::Gone(name) => {
            names.remove(name);
        }
        Naming::Moved(from, to, node) => {
            names.remove(from);
            names.insert(to.clone(), *node);
        }
    }
}
