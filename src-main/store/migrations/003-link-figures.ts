/** What was measured of the links to participants, for the graphs; facts are events. Unlike those it is forgotten after some weeks. */
export const sql = `
CREATE TABLE linkFigures (
  hearingId TEXT NOT NULL,
  participantId TEXT NOT NULL,
  atMs REAL NOT NULL,
  figures TEXT NOT NULL,
  PRIMARY KEY (hearingId, participantId, atMs)
) STRICT, WITHOUT ROWID;
CREATE INDEX linkFiguresByAge ON linkFigures (atMs);
`;
