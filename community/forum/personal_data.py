from community.members.personal_data import Columns

WORDS = "What was said stays readable without its author, so that the answers of others make sense."

REGISTER: dict[str, Columns] = {
    "forum.Category": Columns(
        none="id parent slug name description translations mode who_sees who_replies who_starts group sort_order "
        "topic_count post_count",
        kept="moderators",
        why="Editors say who moderates; an account that left may do nothing.",
    ),
    "forum.CategoryDelta": Columns(none="id category topics posts"),
    "forum.Topic": Columns(
        none="id category language entry themes countries state statement merged_into locked pinned_until answer "
        "created_at last_number post_count last_post_at",
        erased="author last_author",
        kept="title",
        why=WORDS,
    ),
    "forum.TopicWord": Columns(none="id topic word in_title"),
    "forum.Draft": Columns(deleted="id user place title body about updated_at"),
    "forum.Post": Columns(
        none="id topic number state statement created_at edited_at thanks_count useful_count key fingerprint",
        erased="author address",
        kept="body html",
        why=WORDS,
    ),
    "forum.PostAddress": Columns(none="id topic number post"),
    "forum.PostRevision": Columns(deleted="id post body replaced_at", erased="editor"),
    "forum.PostReference": Columns(deleted="user", none="id post kind target entry"),
    "forum.Reaction": Columns(deleted="id post user kind created_at"),
    "forum.Attachment": Columns(
        none="id post key extension size created_at remarks", erased="uploader", kept="file name alt", why=WORDS
    ),
    "forum.ForumMember": Columns(deleted="id user handle approved_posts read_up_to"),
    "forum.TopicUser": Columns(deleted="id user topic level last_read"),
    "forum.Follow": Columns(deleted="id user kind target_id level"),
    "forum.AdaptationReport": Columns(
        none="id entry language country worked state statement key created_at photo_consent",
        erased="author",
        kept="place with_whom changed outcome photo photo_alt",
        why=WORDS,
    ),
}
