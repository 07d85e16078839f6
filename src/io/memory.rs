//! What of this process's memory anybody else may come to see: nothing that it can help.
//!
//! Payment codes and keys pass through libraries that wipe nothing. So every block of the heap is wiped
//! when it is given back, and no core dump is written of what is not given back yet.

use std::alloc::System;

use zeroizing_alloc::ZeroAlloc;

#[global_allocator]
static MEMORY: ZeroAlloc<System> = ZeroAlloc(System);

/// No core file is written of this process, and on Linux no other process of the same user may look
/// into it: a debugger, a crash reporter. Undone by nothing in this process.
pub(super) fn close() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let none = Rlimit { current: Some(0), maximum: Some(0) };
        setrlimit(Resource::Core, none)?;
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        // A core that is piped to a program, as most distributions have it, asks no limit.
        set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    }
    Ok(())
}
