package app

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"slices"
	"time"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"
	"github.com/gopacket/gopacket/pcapgo"

	"relay/gateway/smpp"
)

// capturedPDU is a PDU that was found in a capture.
type capturedPDU struct {
	Packet   int // the packet that completed it, from 1 as Wireshark counts
	Time     time.Time
	From, To netip.AddrPort
	Frame    []byte
}

// isCapture tells whether a file's content is a pcap or pcapng.
func isCapture(b []byte) bool {
	if len(b) < 4 {
		return false
	}
	switch binary.LittleEndian.Uint32(b) {
	case 0xA1B2C3D4, 0xD4C3B2A1, 0xA1B23C4D, 0x4D3CB2A1, 0x0A0D0D0A:
		return true
	}
	return false
}

// tcpFlow is one direction of a TCP connection.
type tcpFlow struct {
	from, to netip.AddrPort
	segments []tcpSegment
	isn      uint32 // of its SYN
	hasISN   bool
}

// readCapture finds the PDUs of a capture, in the order in which they were
// complete. notes tell what the capture lacks.
func readCapture(b []byte) (pdus []capturedPDU, notes []string, err error) {
	flows, packets, cut, err := tcpFlows(b)
	if err != nil {
		return nil, nil, useErrorf("the capture can't be read: %w", err)
	}
	if cut != nil {
		notes = append(notes, fmt.Sprintf("the capture ends within packet %d: %v", packets+1, cut))
	}
	tls := false
	for _, f := range flows {
		found, lost := f.pdus()
		if len(found) == 0 && len(f.segments) > 0 {
			p := f.segments[0].payload
			tls = tls || len(p) > 2 && p[0] == 0x16 && p[1] == 3
		}
		if lost > 0 && len(found) > 0 {
			notes = append(notes, fmt.Sprintf("%s to %s: %d octets belong to PDUs of which the capture has not all", f.from, f.to, lost))
		}
		pdus = append(pdus, found...)
	}
	switch {
	case len(pdus) > 0:
	case len(flows) == 0:
		return nil, nil, useErrorf("there is no TCP with content in the capture's %d packets: was it taken on the right interface?", packets)
	case tls:
		return nil, nil, useErrorf("there is no SMPP that can be read in the capture's %d TCP streams, and one of them is TLS: capture where it is not encrypted", len(flows))
	default:
		return nil, nil, useErrorf("there is no SMPP in the capture's %d TCP streams", len(flows))
	}
	slices.SortStableFunc(pdus, func(a, b capturedPDU) int { return a.Packet - b.Packet })
	return pdus, notes, nil
}

// takesSYN tells whether a SYN is of this connection and only late: its content
// follows on the number that it gives.
func (f *tcpFlow) takesSYN(seq uint32) bool {
	const near = 1 << 20
	return !f.hasISN && len(f.segments) > 0 && f.segments[0].seq-(seq+1) < near
}

// packetSource is what the readers of pcap and pcapng have in common.
type packetSource interface {
	ReadPacketData() ([]byte, gopacket.CaptureInfo, error)
}

// tcpFlows sorts a capture's segments by connection and direction. cut is why
// its last packet is not whole.
func tcpFlows(b []byte) (flows []*tcpFlow, packets int, cut, err error) {
	var src packetSource
	var link func(gopacket.CaptureInfo) layers.LinkType
	if binary.LittleEndian.Uint32(b) == 0x0A0D0D0A {
		r, err := pcapgo.NewNgReader(bytes.NewReader(b), pcapgo.NgReaderOptions{WantMixedLinkType: true, SkipUnknownVersion: true})
		if err != nil {
			return nil, 0, nil, err
		}
		src, link = r, func(ci gopacket.CaptureInfo) layers.LinkType {
			if len(ci.AncillaryData) > 0 {
				if t, ok := ci.AncillaryData[0].(layers.LinkType); ok {
					return t
				}
			}
			return r.LinkType()
		}
	} else {
		r, err := pcapgo.NewReader(bytes.NewReader(b))
		if err != nil {
			return nil, 0, nil, err
		}
		src, link = r, func(gopacket.CaptureInfo) layers.LinkType { return r.LinkType() }
	}
	type ends struct{ from, to netip.AddrPort }
	open := map[ends]*tcpFlow{}
	for {
		data, ci, err := src.ReadPacketData()
		if errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return flows, packets, nil, nil
		}
		if err != nil {
			return flows, packets, err, nil
		}
		packets++
		p := gopacket.NewPacket(data, link(ci), gopacket.DecodeOptions{Lazy: true, NoCopy: true})
		tcp, ok := p.Layer(layers.LayerTypeTCP).(*layers.TCP)
		if !ok || p.NetworkLayer() == nil {
			continue
		}
		src, okS := netip.AddrFromSlice(p.NetworkLayer().NetworkFlow().Src().Raw())
		dst, okD := netip.AddrFromSlice(p.NetworkLayer().NetworkFlow().Dst().Raw())
		if !okS || !okD {
			continue
		}
		key := ends{netip.AddrPortFrom(src, uint16(tcp.SrcPort)), netip.AddrPortFrom(dst, uint16(tcp.DstPort))}
		f := open[key]
		if f != nil && tcp.SYN && f.takesSYN(tcp.Seq) {
			f.isn, f.hasISN = tcp.Seq, true
		}
		if f == nil || tcp.SYN && f.isn != tcp.Seq { // the same ends again are another connection
			if len(tcp.Payload) == 0 && !tcp.SYN {
				continue
			}
			f = &tcpFlow{from: key.from, to: key.to, isn: tcp.Seq, hasISN: tcp.SYN}
			open[key] = f
			flows = append(flows, f)
		}
		if len(tcp.Payload) > 0 {
			seq := tcp.Seq
			if tcp.SYN {
				seq++
			}
			f.segments = append(f.segments, tcpSegment{seq, bytes.Clone(tcp.Payload), packets, ci.Timestamp})
		}
	}
}

// knownCommand tells whether a version has the command.
func knownCommand(id smpp.CommandID) bool {
	return slices.ContainsFunc(smpp.Versions(), id.In)
}
