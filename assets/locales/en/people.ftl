# People: signing in, agreeing to what others may not do alone, and who is registered.

role-cashier = Cashier
role-supervisor = Supervisor

people-number = Number
people-name = Name
people-role = Role
cli-no-people = Nobody is registered: everybody may do everything.

## What the command line asks for at a terminal.
refusal-not-signed-in = Nobody is signed in, and nothing was done
refusal-not-signed-in-do = Sign in, and do it again.
pin-ask = PIN of { $badge }:{ " " }
pin-new = New PIN for { $badge }:{ " " }
pin-again = The same PIN again:{ " " }

## Signing in.
sign-in-title = Sign in
sign-in-number = Number
sign-in-pin = PIN
sign-in-intro = Type your number and your PIN.
sign-in-locked = Locked for { $name }. Somebody else begins at the list.
sign-in-open = { $count ->
    [one] One request is open. The terminal goes on with it.
   *[other] { $count } requests are open. The terminal goes on with them.
}
sign-in-checking = Checking
signed-in = Signed in: { $name }

## Somebody agrees to one act.
approve-title = A supervisor agrees
approve-wants = { $name } wants to { $what }.
approve-about = Room { $room }  { $guest }  { $amount }
approve-one = Your PIN is good for this one act. Up and Down choose the reason.
approve-alone = A supervisor, or you yourself if alone: that is countersigned later.
approve-reason = Reason
approve-note = Note
right-hold = hold a deposit
right-charge = charge from a hold
right-release = release a hold
right-release-others = release a hold that somebody else took
right-stop = stop the wait for a guest
right-undo = clear a hold that is stuck
right-refund = pay back from a charge
right-change = change whose deposit it is
right-countersign = countersign what was agreed to alone
right-above-limit = go above the house's limit

## Who is registered.
people-title = People
people-none = Nobody is registered. Everybody may do everything, unnamed.
people-first = Register a supervisor first. From then on everybody signs in.
people-remove-again = Press the same key again to take { $name } off.
people-removed = Taken off: { $name }
people-saved = Saved: { $name }
register-title = Register somebody
register-pin-title = A new PIN
register-pin = New PIN
register-again = Again
hold-can-countersign = Countersign: somebody agreed to this alone
home-countersign = to be countersigned
