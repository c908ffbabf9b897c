// Package pdulog is the PDU log as a screen of its own: what is stored and what
// passes now, with filter and inspector.
package pdulog
