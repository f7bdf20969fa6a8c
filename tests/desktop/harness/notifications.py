"""A notification daemon that writes down what it is told. On standard input a test names what it clicks on, or says `plain`:
from then on it is one that knows no markup."""
import json
import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

NAME = "org.freedesktop.Notifications"


class Notifications(dbus.service.Object):
    def __init__(self, bus, record):
        super().__init__(bus, "/org/freedesktop/Notifications")
        self.record = record
        self.last = 0
        self.markup = True

    @dbus.service.method(NAME, in_signature="susssasa{sv}i", out_signature="u")
    def Notify(self, app, replaces, icon, title, body, actions, hints, timeout):
        self.last += 1
        told = {
            "id": self.last,
            "app": str(app),
            "title": str(title),
            "body": str(body),
            "urgency": int(hints.get("urgency", 1)),
            "actions": [str(action) for action in actions],
        }
        with open(self.record, "a", encoding="utf-8") as record:
            record.write(json.dumps(told) + "\n")
        return self.last

    @dbus.service.method(NAME, in_signature="", out_signature="as")
    def GetCapabilities(self):
        return ["actions", "body", "body-markup"] if self.markup else ["actions", "body"]

    @dbus.service.method(NAME, in_signature="", out_signature="ssss")
    def GetServerInformation(self):
        return ("test", "ingather", "1", "1.2")

    @dbus.service.method(NAME, in_signature="u", out_signature="")
    def CloseNotification(self, number):
        self.NotificationClosed(number, 3)

    @dbus.service.signal(NAME, signature="uu")
    def NotificationClosed(self, number, reason):
        pass

    @dbus.service.signal(NAME, signature="us")
    def ActionInvoked(self, number, action):
        pass


def main():
    DBusGMainLoop(set_as_default=True)
    bus = dbus.SessionBus()
    name = dbus.service.BusName(NAME, bus)
    record = sys.argv[1]
    open(record, "w", encoding="utf-8").close()
    daemon = Notifications(bus, record)
    loop = GLib.MainLoop()

    def clicked(source, condition):
        line = sys.stdin.readline()
        if not line:
            return False
        if line == "plain\n":
            daemon.markup = False
            return True
        daemon.ActionInvoked(dbus.UInt32(int(line)), "default")
        daemon.NotificationClosed(dbus.UInt32(int(line)), dbus.UInt32(2))
        return True

    GLib.io_add_watch(sys.stdin, GLib.IO_IN, clicked)
    print("ready", name.get_name(), flush=True)
    loop.run()


main()
