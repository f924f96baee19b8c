namespace Newsletter.Application.Delivery.Search.Stems;

/// <summary>The German relative of Porter 2. Folding has taken umlauts and ß already.</summary>
internal sealed class GermanStemmer : Stemmer
{
    private const string Vowels = "aeiouy";

    /// <summary>What stands before the first region has at least so many letters.</summary>
    private const int MinStem = 3;

    private static readonly string[] FirstEndings = Endings("em ern er e en es s");
    private static readonly string[] SecondEndings = Endings("en er est st");
    private static readonly string[] ThirdEndings = Endings("end ung ig ik isch lich heit keit");

    protected override IReadOnlySet<string> StopWords { get; } = Words("""
        aber alle allem allen aller alles als also am an ander andere auch auf aus bei bin bis bist da damit dann der den des dem die das dass dein deine denn dich dir du dies diese
        diesem diesen dieser dieses doch dort durch ein eine einem einen einer eines er es etwas euch fur gegen gewesen hab habe haben hat hatte hatten hier hin hinter ich ihm ihn
        ihnen ihr ihre ihrem ihren ihrer im in ist jede jeder jedes jener jetzt kann kein keine konnte man manche mein meine mich mir mit nach nicht nichts noch nun nur ob oder ohne
        sehr sein seine selbst sich sie sind so solche soll sollte sondern sonst uber um und uns unser unter viel vom von vor wahrend war waren was weg weil weiter welche wenn werde
        werden wie wieder will wir wird wirst wo wollen wurde wurden zu zum zur zwar zwischen
        """);

    public override string Stem(string word)
    {
        word = MarkConsonants(word);
        var start = RegionAfter(word, 0, Vowels);
        var second = RegionAfter(word, start, Vowels);
        var first = Math.Max(start, Math.Min(MinStem, word.Length));
        return Third(Second(First(word, first), first), first, second).ToLowerInvariant();
    }

    private static string MarkConsonants(string word)
    {
        var letters = word.ToCharArray();
        for (var at = 1; at < letters.Length - 1; at++)
        {
            if (letters[at] is 'u' or 'y' && Vowels.Contains(letters[at - 1]) && Vowels.Contains(letters[at + 1])) letters[at] = char.ToUpperInvariant(letters[at]);
        }
        return new(letters);
    }

    private static string First(string word, int first)
    {
        if (EndingOf(word, FirstEndings) is not { } ending || word.Length - ending.Length is var start && start < first) return word;
        if (ending == "s") return start > 0 && "bdfghklmnrt".Contains(word[start - 1]) ? word[..start] : word;
        word = word[..start];
        return ending is "e" or "en" or "es" && word.EndsWith("niss", StringComparison.Ordinal) ? word[..^1] : word;
    }

    private static string Second(string word, int first)
    {
        if (EndingOf(word, SecondEndings) is not { } ending || word.Length - ending.Length is var start && start < first) return word;
        return ending != "st" || (start > MinStem && "bdfghklmnt".Contains(word[start - 1])) ? word[..start] : word;
    }

    private static string Third(string word, int first, int second)
    {
        if (EndingOf(word, ThirdEndings) is not { } ending || word.Length - ending.Length is var start && start < second) return word;
        var stem = word[..start];
        switch (ending)
        {
            case "end" or "ung":
                return stem.EndsWith("ig", StringComparison.Ordinal) && start - 2 >= second && !stem.EndsWith("eig", StringComparison.Ordinal) ? stem[..^2] : stem;
            case "ig" or "ik" or "isch":
                return stem.EndsWith('e') ? word : stem;
            case "lich" or "heit":
                return (stem.EndsWith("er", StringComparison.Ordinal) || stem.EndsWith("en", StringComparison.Ordinal)) && start - 2 >= first ? stem[..^2] : stem;
            default:
                return stem.EndsWith("lich", StringComparison.Ordinal) && start - 4 >= second ? stem[..^4] : stem.EndsWith("ig", StringComparison.Ordinal) && start - 2 >= second ? stem[..^2] : stem;
        }
    }
}
