"""Services of a desktop that the program talks to beside notifications: a dock that listens for progress on the session
bus, and a login manager on the system bus that is asked to keep the computer awake. What they hear is written down."""
import json
import os
import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

LOGIN = "org.freedesktop.login1"


class Record:
    def __init__(self, path):
        self.path = path
        open(path, "w", encoding="utf-8").close()

    def write(self, **what):
        with open(self.path, "a", encoding="utf-8") as record:
            record.write(json.dumps(what) + "\n")


class LoginManager(dbus.service.Object):
    def __init__(self, bus, record):
        super().__init__(bus, "/org/freedesktop/login1")
        self.record = record

    @dbus.service.method(LOGIN + ".Manager", in_signature="ssss", out_signature="h")
    def Inhibit(self, what, who, why, mode):
        ours, theirs = os.pipe()
        self.record.write(kept_awake=str(what), who=str(who), why=str(why), mode=str(mode))
        # The lock is held for as long as the other end is open.
        GLib.io_add_watch(ours, GLib.IO_HUP, self.released, str(what))
        given = dbus.types.UnixFd(theirs)
        os.close(theirs)
        return given

    def released(self, ours, condition, what):
        os.close(ours)
        self.record.write(let_sleep=what)
        return False


def main():
    DBusGMainLoop(set_as_default=True)
    record = Record(sys.argv[1])
    session = dbus.SessionBus()
    system = dbus.bus.BusConnection(os.environ["DBUS_SYSTEM_BUS_ADDRESS"])
    name = dbus.service.BusName(LOGIN, system)
    LoginManager(system, record)

    def progress(entry, look):
        record.write(entry=str(entry), part=float(look["progress"]), visible=bool(look["progress-visible"]))

    session.add_signal_receiver(progress, "Update", "com.canonical.Unity.LauncherEntry")
    print("ready", name.get_name(), flush=True)
    GLib.MainLoop().run()


main()
