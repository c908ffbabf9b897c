"""drop.py WINDOW FILE...: drops files onto a window, as a file manager does (XDND 5,
https://www.freedesktop.org/wiki/Specifications/XDND). Exit 0: they were taken."""
import sys, time, select
from ctypes import *
x = CDLL("libX11.so.6")
for n in ["XOpenDisplay","XDefaultRootWindow","XCreateSimpleWindow","XInternAtom","XNextEvent","XSendEvent"]: getattr(x,n).restype = c_ulong
x.XOpenDisplay.restype = c_void_p
D = c_void_p
for n in ["XDefaultRootWindow","XFlush","XPending","XConnectionNumber"]: getattr(x,n).argtypes=[D]
x.XCreateSimpleWindow.argtypes=[D,c_ulong,c_int,c_int,c_uint,c_uint,c_uint,c_ulong,c_ulong]
x.XInternAtom.argtypes=[D,c_char_p,c_int]
x.XSetSelectionOwner.argtypes=[D,c_ulong,c_ulong,c_ulong]
x.XSendEvent.argtypes=[D,c_ulong,c_int,c_long,c_void_p]
x.XNextEvent.argtypes=[D,c_void_p]
x.XChangeProperty.argtypes=[D,c_ulong,c_ulong,c_ulong,c_int,c_int,c_char_p,c_int]
class Client(Structure): _fields_=[("type",c_int),("serial",c_ulong),("send",c_int),("display",c_void_p),("window",c_ulong),("mt",c_ulong),("format",c_int),("l",c_long*5)]
class Request(Structure): _fields_=[("type",c_int),("serial",c_ulong),("send",c_int),("display",c_void_p),("owner",c_ulong),("requestor",c_ulong),("selection",c_ulong),("target",c_ulong),("property",c_ulong),("time",c_ulong)]
class Notify(Structure): _fields_=[("type",c_int),("serial",c_ulong),("send",c_int),("display",c_void_p),("requestor",c_ulong),("selection",c_ulong),("target",c_ulong),("property",c_ulong),("time",c_ulong)]
class Event(Union): _fields_=[("type",c_int),("client",Client),("request",Request),("notify",Notify),("pad",c_long*24)]
d = x.XOpenDisplay(None)
root = x.XDefaultRootWindow(d)
w = x.XCreateSimpleWindow(d,root,0,0,1,1,0,0,0)
atom = lambda s: x.XInternAtom(d,s.encode(),0)
target = int(sys.argv[1])
from urllib.parse import quote
data = "".join("file://"+quote(f)+"\r\n" for f in sys.argv[2:]).encode()
sel, uri = atom("XdndSelection"), atom("text/uri-list")
x.XSetSelectionOwner(d,sel,w,0)
def send(name,*l):
    e=Event(); e.client.type=33; e.client.window=target; e.client.mt=atom(name); e.client.format=32
    for i,v in enumerate(l): e.client.l[i]=v
    x.XSendEvent(d,target,0,0,byref(e)); x.XFlush(d)
send("XdndEnter",w,5<<24,uri,0,0)
send("XdndPosition",w,0,(700<<16)|400,0,atom("XdndActionCopy"))
end=time.time()+10; dropped=False
while time.time()<end:
    if not x.XPending(d):
        select.select([x.XConnectionNumber(d)],[],[],0.1); 
        if not x.XPending(d): continue
    e=Event(); x.XNextEvent(d,byref(e))
    if e.type==33 and e.client.mt==atom("XdndStatus") and not dropped:
        dropped=True; send("XdndDrop",w,0,0,0,0)
    elif e.type==30:
        r=e.request
        x.XChangeProperty(d,r.requestor,r.property,r.target,8,0,data,len(data))
        n=Event(); n.notify.type=31; n.notify.requestor=r.requestor; n.notify.selection=r.selection; n.notify.target=r.target; n.notify.property=r.property; n.notify.time=r.time
        x.XSendEvent(d,r.requestor,0,0,byref(n)); x.XFlush(d)
    elif e.type==33 and e.client.mt==atom("XdndFinished"):
        print("dropped"); sys.exit(0)
print("not taken"); sys.exit(1)
