//! The only place with SQL: one file per table or question, functions named by intent.

mod archive_files;
mod archives;
mod bundles;
mod catalog;
mod clones;
mod companions;
mod copy_status;
mod costs;
mod coverage;
mod digests;
mod empty_files;
mod findings;
mod folder_listing;
mod folder_tree;
mod folders;
mod foreign;
mod imported;
mod inspection;
mod job_row;
mod listed;
mod listing;
mod open;
mod open_files;
mod outbox;
mod overrides;
mod planned;
mod records;
mod removals;
mod restoring;
mod retries;
mod room;
mod roots;
mod search;
mod shared;
mod sightings;
mod source_files;
mod speeds;
mod states;
mod story;
mod taken;
mod tallies;
mod ties;
mod unchanged;
mod upkeep;
mod verifications;
mod writer;

pub use archive_files::{ArchiveRow, Placed};
pub use archives::ArchiveSeen;
pub use bundles::{Bundle, BundleTarget, Inner};
pub use catalog::{Catalog, ScanRecord, Sighting, VolumeRow};
pub use companions::{Dependant, Followed, Spot};
pub use copy_status::{Failure, Lost, PendingFile, PlacingRow, Settled, TargetRow, Which};
pub use costs::Work;
pub use coverage::LastSeen;
pub use findings::Doubt;
pub use folders::{FolderFacts, SourceFolder};
pub use foreign::{Foreign, ForeignKind, ForeignRow};
pub use imported::{ImportRow, ImportedRow, RecordStanding};
pub use inspection::{
    Candidate, Entry as InspectedEntry, Finding as CandidateFinding, Group, Inspection, Met, Shut, Standing,
    Unread,
};
pub use job_row::JobRow;
pub use listed::Listed;
pub use listing::ListedFile;
pub use open::{Database, damaged, is_damaged, is_read_only, open_job};
pub use open_files::{OpenFile, Share};
pub use outbox::drain as drain_outbox;
pub use records::{Matched, Recorded, Side};
pub use restoring::ToRestore;
pub use room::Room;
pub use roots::{RootKind, RootRow};
pub use sightings::{BadCopy, SightingRow};
pub use source_files::{EntryKind, FolderListing, SourceEntry, ToRead};
pub use speeds::Speed;
pub use taken::Undated;
pub use ties::Rest;
pub use verifications::{Due, Finding};
pub use writer::Writer;

/// Questions to a job's database. Each takes a read-only connection.
pub mod read {
    pub use super::archive_files::{
        aliases_possible, count as archive_count, empty_file_at, hash_candidates as archive_to_hash,
        is_a_source, known_contents, path_of as archive_path, sample_candidates as archive_to_sample,
        sources_like, unhashed_of as archive_unhashed,
    };
    pub use super::bundles::{
        archive_bundle, archive_bundle_unhashed, bundle_folders, bundle_target, bundles_in, bundles_waiting,
        changed_unseen, has_bundles, has_no_files, is_whole_at, led_by, must_be_copied, source_bundle,
        source_bundle_unhashed, stands_below,
    };
    pub use super::companions::{dependants_of, followed, stand, standing_at, waits};
    pub use super::copy_status::{copy_path, pending_batch, pending_one, placing, source_path, twin_source};
    pub use super::digests::of as digest_of;
    pub use super::findings::{doubtful_copy, doubtful_source};
    pub use super::folder_listing::{also_in, place as folder_place};
    pub use super::folder_tree::level as folder_level;
    pub use super::folders::{of_source as folders_of, path as folder_path};
    pub use super::job_row::get as job;
    pub use super::listed::{
        archive_names_after, folders_after, newest_source_file, source_folders, source_names, standings,
        version,
    };
    pub use super::listing::{copies, files_of, summary_rows};
    pub use super::open_files::{open_files, some_open_files};
    pub use super::overrides::{files_at, is_wanted, selected, waiting_of, why_left_out};
    pub use super::planned::clashes_on;
    pub use super::records::{
        any as records_any, blake3_files, differing as records_differing, files as recorded_files,
        matching as recorded_file, of as records_of,
    };
    pub use super::restoring::{entries as entries_to_restore, kept_for};
    pub use super::retries::failed;
    pub use super::room::{files_needed, space_needed};
    pub use super::roots::{all as roots, rests_on, untold};
    pub use super::source_files::{
        sample_candidates as source_to_sample, shared_unhashed as source_to_hash, to_hash_by_root,
        unhashed_of as source_unhashed,
    };
    pub use super::states::{states, verification_runs, verified};
    pub use super::story::story;
    pub use super::taken::undated;
    pub use super::tallies::*;
    pub use super::ties::{is_cloned, read_before_look, rests, ties};
    pub use super::unchanged::is_recorded;
    pub use super::verifications::{
        awaits_verdict, due as verification_due, recorded_due, results as verification_results,
    };
}

/// Changes to a job's database. Each runs inside the writer's transaction.
pub mod write {
    pub use super::archive_files::{
        finish_scan as finish_archive_scan, mark_aliases, placed as archive_placed,
        record_folder as archive_folder, set_checksum as set_archive_checksum,
        set_sample as set_archive_sample,
    };
    pub use super::bundles::{reopen_inner, set_bundle_target, tag as tag_bundles};
    pub use super::copy_status::{fail, follow_scans, intend, note_waiting, reopen, reopen_lost, settle};
    pub use super::digests::set as set_digests;
    pub use super::findings::forget_contents;
    pub use super::folders::ensure as ensure_folder;
    pub use super::job_row::{
        create as create_job, next_scan, phase_began, phase_ended, set_config, set_planned, set_state,
    };
    pub use super::outbox::tell_again;
    pub use super::overrides::{leave_out, leave_out_files, take_in, take_in_files};
    pub use super::planned::{clash, expect_held, mark_clashes, reopen_clashes, set_plan};
    pub use super::records::{
        accept as accept_record, accept_archived, begin as records_begin, distrust, end as records_end,
        set as set_record,
    };
    pub use super::removals::{remove_destination, remove_pool, remove_source};
    pub use super::retries::{retry, retry_errors, retry_planned};
    pub use super::roots::{add as add_root, scanned, seen_at, set_away, set_marker, set_untold, stands_on};
    pub use super::shared::mark_shared;
    pub use super::source_files::{
        changed as source_changed, finish_scan as finish_source_scan, record_entry as source_entry,
        record_folder as source_folder, set_checksum as set_source_checksum, set_note as set_source_note,
        set_sample as set_source_sample, vanished as source_vanished,
    };
    pub use super::taken::set_taken;
    pub use super::ties::{set_cloned, set_tie};
    pub use super::verifications::{
        begin as verification_begin, end as verification_end, record as verification_record,
    };
}
