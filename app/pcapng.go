package app

import (
	"fmt"
	"io"
	"net"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"
	"github.com/gopacket/gopacket/pcapgo"

	"relay/gateway"
	"relay/gateway/wholefile"
)

// Addresses and ports that stand for the two ends of a session in a capture:
// the log keeps PDUs, not packets.
const (
	captureRelay = "10.0.0.1"
	capturePeer  = "10.0.0.2"
	smppPort     = 2775 // the port at which Wireshark looks for SMPP
	ownPort      = 20000
	maxSegment   = 60000 // octets of a PDU in one packet
)

// writePcapng writes records as a capture that Wireshark opens: one TCP stream
// a session, one packet a PDU.
func writePcapng(out io.Writer, records []gateway.PDURecord) error {
	w, err := pcapgo.NewNgWriter(out, layers.LinkTypeRaw)
	if err != nil {
		return err
	}
	type end struct{ session, out uint64 }
	next := map[end]uint32{}
	buf := gopacket.NewSerializeBuffer()
	for _, r := range records {
		side := end{r.Session, 0}
		from, to := net.ParseIP(capturePeer), net.ParseIP(captureRelay)
		own := layers.TCPPort(ownPort + r.Session%40000)
		src, dst := layers.TCPPort(smppPort), own
		if r.Out {
			side.out = 1
			from, to, src, dst = to, from, dst, src
		}
		for frame := r.Frame; len(frame) > 0; {
			n := min(len(frame), maxSegment)
			ip := &layers.IPv4{Version: 4, TTL: 64, Protocol: layers.IPProtocolTCP, SrcIP: from, DstIP: to}
			tcp := &layers.TCP{SrcPort: src, DstPort: dst, Seq: 1 + next[side], Ack: 1 + next[end{r.Session, 1 - side.out}], ACK: true, PSH: true, Window: 65535}
			if err := tcp.SetNetworkLayerForChecksum(ip); err != nil {
				return err
			}
			if err := gopacket.SerializeLayers(buf, gopacket.SerializeOptions{FixLengths: true, ComputeChecksums: true}, ip, tcp, gopacket.Payload(frame[:n])); err != nil {
				return err
			}
			octets := buf.Bytes()
			if err := w.WritePacket(gopacket.CaptureInfo{Timestamp: r.Time, CaptureLength: len(octets), Length: len(octets)}, octets); err != nil {
				return err
			}
			next[side] += uint32(n)
			frame = frame[n:]
		}
	}
	return w.Flush()
}

func writePcapngFile(name string, records []gateway.PDURecord) error {
	f, err := wholefile.Begin(name, true)
	if err != nil {
		return fmt.Errorf("the capture can't be written: %w", err)
	}
	return f.End(writePcapng(f, records))
}
