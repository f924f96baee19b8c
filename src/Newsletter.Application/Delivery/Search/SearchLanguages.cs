namespace Newsletter.Application.Delivery.Search;

/// <summary>The languages whose words are found in all their forms, under the names that PostgreSQL has for them.</summary>
public static class SearchLanguages
{
    /// <summary>Any other language: words are found as they are written.</summary>
    public const string Simple = "simple";

    /// <summary>Stands for the language of names, which are the same in all.</summary>
    public const string Names = "name";

    private static readonly Dictionary<string, string> Known = """
        ar=arabic ca=catalan da=danish de=german el=greek en=english es=spanish eu=basque fi=finnish fr=french ga=irish hi=hindi hu=hungarian hy=armenian
        id=indonesian it=italian lt=lithuanian nb=norwegian ne=nepali nl=dutch nn=norwegian no=norwegian pt=portuguese ro=romanian ru=russian sr=serbian
        sv=swedish ta=tamil tr=turkish yi=yiddish
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToDictionary(pair => pair[..2], pair => pair[3..]);

    /// <param name="tag">A language tag (BCP 47).</param>
    public static string Of(string tag) => Known.GetValueOrDefault(tag.Split('-')[0].ToLowerInvariant(), Simple);
}
