namespace Newsletter.Application.Delivery.Search.Stems;

/// <summary>Porter 2.</summary>
internal sealed class EnglishStemmer : Stemmer
{
    private const string Vowels = "aeiouy";

    private static readonly Dictionary<string, string> Irregular = Pairs("""
        skis=ski skies=sky dying=die lying=lie tying=tie idly=idl gently=gentl ugly=ugli early=earli only=onli singly=singl sky=sky news=news howe=howe
        atlas=atlas cosmos=cosmos bias=bias andes=andes
        """);

    private static readonly IReadOnlySet<string> Whole = Words("inning outing canning herring earring proceed exceed succeed");
    private static readonly string[] Beginnings = ["gener", "commun", "arsen"];

    private static readonly Dictionary<string, string> Second = Pairs("""
        tional=tion enci=ence anci=ance abli=able entli=ent izer=ize ization=ize ational=ate ation=ate ator=ate alism=al aliti=al alli=al fulness=ful ousli=ous
        ousness=ous iveness=ive iviti=ive biliti=ble bli=ble ogi=og fulli=ful lessli=less li=
        """);

    private static readonly Dictionary<string, string> Third = Pairs("tional=tion ational=ate alize=al icate=ic iciti=ic ical=ic ful= ness= ative=");

    private static readonly string[] SecondEndings = Endings(string.Join(' ', Second.Keys));
    private static readonly string[] ThirdEndings = Endings(string.Join(' ', Third.Keys));
    private static readonly string[] FourthEndings = Endings("al ance ence er ic able ible ant ement ment ent ism ate iti ous ive ize ion");
    private static readonly string[] PastEndings = Endings("eed eedly ed edly ing ingly");

    protected override IReadOnlySet<string> StopWords { get; } = Words("""
        i me my we our ours you your yours he him his she her hers it its they them their theirs what which who whom this that these those am is are was were be been being
        have has had having do does did doing a an the and but if or because as until while of at by for with about against between into through during before after above below
        to from up down in out on off over under again further then once here there when where why how all any both each few more most other some such no nor not only own same
        so than too very s t can will just don should now
        """);

    public override string Stem(string word)
    {
        if (word.Length <= 2) return word;
        if (Irregular.TryGetValue(word, out var known)) return known;
        word = MarkConsonants(word);
        var first = Array.Find(Beginnings, beginning => word.StartsWith(beginning, StringComparison.Ordinal))?.Length ?? RegionAfter(word, 0, Vowels);
        var second = RegionAfter(word, first, Vowels);
        word = Plural(word);
        if (Whole.Contains(word)) return word;
        word = Past(word, first);
        if (word.Length > 2 && word[^1] is 'y' or 'Y' && !IsVowel(word[^2])) word = word[..^1] + "i";
        word = Replace(word, SecondEndings, Second, first, second);
        word = Replace(word, ThirdEndings, Third, first, second);
        if (EndingOf(word, FourthEndings) is { } ending && word.Length - ending.Length is var start && start >= second && (ending != "ion" || (start > 0 && word[start - 1] is 's' or 't'))) word = word[..start];
        if (word[^1] == 'e' && (word.Length - 1 >= second || (word.Length - 1 >= first && !EndsShort(word[..^1])))) word = word[..^1];
        else if (word.EndsWith("ll", StringComparison.Ordinal) && word.Length - 1 >= second) word = word[..^1];
        return word.Replace('Y', 'y');
    }

    /// <summary>A y that begins the word or follows a vowel is a consonant.</summary>
    private static string MarkConsonants(string word)
    {
        if (!word.Contains('y')) return word;
        var letters = word.ToCharArray();
        for (var at = 0; at < letters.Length; at++)
        {
            if (letters[at] == 'y' && (at == 0 || IsVowel(letters[at - 1]))) letters[at] = 'Y';
        }
        return new(letters);
    }

    private static string Plural(string word)
    {
        if (word.EndsWith("sses", StringComparison.Ordinal)) return word[..^2];
        if (word.EndsWith("ied", StringComparison.Ordinal) || word.EndsWith("ies", StringComparison.Ordinal)) return word[..^(word.Length > 4 ? 2 : 1)];
        if (word[^1] != 's' || word[^2] is 'u' or 's') return word;
        return word[..^2].Any(IsVowel) ? word[..^1] : word;
    }

    private static string Past(string word, int first)
    {
        if (EndingOf(word, PastEndings) is not { } ending) return word;
        var stem = word[..^ending.Length];
        if (ending.StartsWith("eed", StringComparison.Ordinal)) return stem.Length >= first ? stem + "ee" : word;
        if (!stem.Any(IsVowel)) return word;
        if (stem.EndsWith("at", StringComparison.Ordinal) || stem.EndsWith("bl", StringComparison.Ordinal) || stem.EndsWith("iz", StringComparison.Ordinal)) return stem + "e";
        if (stem.Length > 1 && stem[^1] == stem[^2] && "bdfgmnprt".Contains(stem[^1])) return stem[..^1];
        return first >= stem.Length && EndsShort(stem) ? stem + "e" : stem;
    }

    private static string Replace(string word, string[] endings, Dictionary<string, string> replacements, int first, int second)
    {
        if (EndingOf(word, endings) is not { } ending) return word;
        var start = word.Length - ending.Length;
        var may = ending switch
        {
            "ogi" => start >= first && start > 0 && word[start - 1] == 'l',
            "li" => start >= first && start > 0 && "cdeghkmnrt".Contains(word[start - 1]),
            "ative" => start >= second,
            _ => start >= first,
        };
        return may ? word[..start] + replacements[ending] : word;
    }

    private static bool EndsShort(string word) => word.Length switch
    {
        < 2 => false,
        2 => IsVowel(word[0]) && !IsVowel(word[1]),
        _ => !IsVowel(word[^1]) && word[^1] is not ('w' or 'x' or 'Y') && IsVowel(word[^2]) && !IsVowel(word[^3]),
    };

    private static bool IsVowel(char letter) => Vowels.Contains(letter);
}
