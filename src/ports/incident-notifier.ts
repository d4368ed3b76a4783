import type { IncidentNotice } from '../domain/lag/incident.ts';

/** Tells people. May deliver more than once; `notice.noticeId` is the same each time. */
export interface IncidentNotifier {
  notify(notice: IncidentNotice): Promise<void>;
}
