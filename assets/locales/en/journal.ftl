# Why the journal cannot be used, and what to do. Nothing was sent, nothing was lost.
# The codes are the journal's, with dashes.

journal-error-in-use = Another terminal uses this journal
journal-error-in-use-do = Close that terminal first, then start again.
journal-error-busy = Another program keeps the journal busy
journal-error-busy-do = Close that program, then try again.
journal-error-wrong-mode = This journal belongs to another mode
journal-error-wrong-mode-do = Set another journal path, or the right mode.
journal-error-foreign = This file is not a journal of this program
journal-error-foreign-do = Set another journal path. The file was not touched.
journal-error-too-new = A newer version wrote this journal
journal-error-too-new-do = Start the newer version of this program.
journal-error-too-old = An older version wrote this journal
journal-error-too-old-do = Open it once with the terminal.
journal-error-damaged = The journal is damaged
journal-error-damaged-do = Keep a copy, and go on from a backup.
journal-error-missing = There is no journal yet
journal-error-missing-do = Start the terminal once, or set the right path.
journal-error-not-a-file = The journal's path is no plain file
journal-error-not-a-file-do = Set another journal path.
journal-error-not-private = Others on this PC can read the journal
journal-error-not-private-do = Give the file's rights to this user alone.
journal-error-unreachable = The journal's folder cannot be reached
journal-error-unreachable-do = Check the path and the drive.
journal-error-read-only = The journal cannot be written
journal-error-read-only-do = Give this user the right to write there.
journal-error-disk-full = The disk is full
journal-error-disk-full-do = Free some space, then start again.
journal-error-io = The disk does not work as it should
journal-error-io-do = Call support for this PC. Make a backup.
journal-error-broken = A fact does not fit this hold
journal-error-broken-do = Call a supervisor. Check the hold with Alipay.
journal-error-exists = A file of this name exists already
journal-error-exists-do = Choose another name. Nothing is overwritten.
journal-error-stopped = The search was stopped
journal-error-stopped-do = Search again.
