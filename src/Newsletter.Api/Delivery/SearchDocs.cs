using Newsletter.Application.Delivery.Search;

namespace Newsletter.Api.Delivery;

/// <summary>What the OpenAPI document says of the search.</summary>
internal static class SearchDocs
{
    public static string Description { get; } = $"""
        All words must be there. `"two words"` follow each other, `-word` must not be there, `or` parts alternatives. Any text is a query; signs that mean nothing are left out.

        Words are found in all their forms, in the language of each item, without regard to case and accents. The last word also finds longer ones that begin with it (three letters or more). When nothing is found, words of titles that differ by one letter count too.

        The title weighs most, then kicker, teaser and headings of sections, then the present names of authors and tags, then the text. Words that others published, such as a linked title, do not count. Of all that is found, the {SearchDocuments.MaxRanked} published last are ranked, and can be paged through. A phrase of words that more than about 10,000 items have is looked for in those of the last year.
        """;
}
