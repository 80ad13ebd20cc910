/** The part of the journal that placeholder moves are written down in. */
import type { StatementSync } from 'node:sqlite';
import type { MoveIntents } from './move-contract.ts';

/** Every call is one step of whatever transaction is open. */
export function moveIntentsOf(prepare: (sql: string) => StatementSync): MoveIntents {
  return {
    begin: (from, to, placeholderIno) => {
      const sql = 'INSERT INTO move_intent (origin, target, placeholder_ino) VALUES (?, ?, ?)';
      return Number(prepare(sql).run(from, to, String(placeholderIno)).lastInsertRowid);
    },
    end: (id) => {
      prepare('DELETE FROM move_intent WHERE id = ?').run(id);
    },
    open: () =>
      prepare('SELECT * FROM move_intent')
        .all()
        .map((row) => ({
          id: Number(row.id),
          from: String(row.origin),
          to: String(row.target),
          placeholderIno: BigInt(String(row.placeholder_ino)),
        })),
  };
}
