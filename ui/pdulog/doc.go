// Package pdulog is the PDU log as a screen of its own: what is stored and what
// passes now, the ladder of one session, and files of what the filter shows.
package pdulog
