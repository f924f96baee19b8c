using Microsoft.OpenApi;

namespace Newsletter.Api.OpenApi;

/// <summary>What the documents say of themselves.</summary>
internal static class DocumentTexts
{
    private const string Version = "1.0.0";

    public static OpenApiInfo Delivery => new()
    {
        Title = "Newsletter: delivery",
        Version = Version,
        Summary = "What front ends and partners read.",
        Description = """
            Everything published, and nothing else. No key is needed, unless the server is set up to take one with the scope `content:read`. A key with the scope `embargo:read` sees what is under embargo too, marked with `embargoUntil`. A key may be limited to newsletters, tags and regions: what is beyond does not exist for it. Answers that depend on the key are `private`. A key that is sent must be good: another one is 401, never treated as nobody's. What working copies would look like is shown under `/preview/v1`, by the same paths.

            **Items** have `type, id, slug, url, title, language` in common. A path takes the id or the slug; an old slug answers 301 to the present one.

            **References** are stubs `{type, id, slug, title, url}` until `include` names them. `fields[type]` leaves out what is not named, `body` says in which forms texts are shown.

            **Lists** are paged by cursor: follow `page.next` until it is null, or the `Link` header.

            **Caches** may keep answers as `Cache-Control` says; with `If-None-Match` an unchanged answer is 304. HEAD is answered wherever GET is.

            **Limits.** Requests are counted by key, or by network without one: `RateLimit-Policy` and `RateLimit` tell how many are left, 429 when to come back. `limit` times what `include` and `body` name is bounded (`too_costly`).

            **Problems** are `application/problem+json` (RFC 9457) with a stable `code` and what is wrong, one by one, in `errors`.

            The examples are items of the demo content.
            """,
    };

    public static OpenApiInfo Preview => new()
    {
        Title = "Newsletter: preview",
        Version = Version,
        Summary = "What readers would see if every working copy were published.",
        Description = """
            The paths and shapes of delivery, made from working copies: drafts, unpublished changes, what is under embargo or has expired. What was taken down is not shown.

            **Access** takes a key with the scope `preview:read`; or, for one item at `/{type}/{id}`, the `token` of a preview link, which shows the item as it was at the revision that the link was made for, until the link expires (410). `POST /manage/v1/{type}/{idOrSlug}/preview-link` makes one.

            **Files** are named by addresses that open for half a day, or as long as the link, so that a browser can show pictures.

            **Nothing may be kept or found:** answers are `private, no-store` and `noindex`, and have no validators.
            """,
    };

    public static OpenApiInfo Management => new()
    {
        Title = "Newsletter: management",
        Version = Version,
        Summary = "What editors and integrations write.",
        Description = """
            Every operation takes an API key, `Authorization: Bearer nlk_...`, or the access token of somebody who signed in.

            **Limits.** A contributor sees and changes what was made with the same key. A key that is limited to newsletters sees what belongs to them and what is shared (authors, tags, media, notices), and changes what belongs to them and what it made itself. What a key may not see does not exist for it: 404, on no list, in no history. Nobody makes a key that may do or see more than his own.

            **Working copies.** An item has a working copy and, apart from it, what readers see. Editing the first never changes the second until it is published again. Newsletters, authors, tags, podcasts, episodes, notices and breaking lines are published as they are saved, unless `status` says `draft`.

            **Changes** carry `If-Match` with the `ETag` that you read. PATCH is JSON Merge Patch (RFC 7396). A POST with an `Idempotency-Key` can be repeated without harm.

            **Histories.** Every edit makes a revision, which can be read, compared with others and restored. Articles and editions can be handed in for review, approved, sent back, discussed and, where the law asks for it, taken down. What readers see is corrected by dated notes that are only ever added. A `Change-Reason` header stands in the history.

            **Events** are numbered without gaps, in the order in which they came true: follow them with `after`. The audit trail has who did what, when.

            **References** are written as an id or a slug. **Bodies** are written as blocks (their JSON Schema is at `/schemas/body/1.json`), or as `{"format":"markdown","content":"..."}`.

            **Limits.** Requests are counted by key, or by network without one: `RateLimit-Policy` and `RateLimit` tell how many are left, 429 when to come back.

            **Problems** are `application/problem+json` (RFC 9457) with a stable `code` and what is wrong, one by one, in `errors`.

            The examples work on a server with the demo content. Deleting is tried on what the example of creating makes; taking down, on what reinstating gives back.
            """,
    };
}
