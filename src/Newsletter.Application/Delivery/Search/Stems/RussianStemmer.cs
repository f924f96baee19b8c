using System.Buffers;

namespace Newsletter.Application.Delivery.Search.Stems;

/// <summary>The Russian relative of Porter 2. Folding has taken ё already.</summary>
internal sealed class RussianStemmer : Stemmer
{
    private const string Vowels = "аеиоуыэюя";

    private static readonly SearchValues<char> AnyVowel = SearchValues.Create(Vowels);

    // Those of the first group stand after а or я only.
    private static readonly Group Gerunds = new("в вши вшись", "ив ивши ившись ыв ывши ывшись");
    private static readonly Group Participles = new("ем нн вш ющ щ", "ивш ывш ующ");
    private static readonly Group Verbs = new("ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно", "ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю");
    private static readonly Group Reflexives = new("", "ся сь");
    private static readonly Group Adjectives = new("", "ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею");
    private static readonly Group Nouns = new("", "а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я");
    private static readonly Group Superlatives = new("", "ейш ейше");

    protected override IReadOnlySet<string> StopWords { get; } = Words("""
        и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня еще нет о из ему теперь когда даже ну вдруг ли если уже или
        ни быть был него до вас нибудь опять уж вам ведь там потом себя ничего ей может они тут где есть надо ней для мы тебя их чем была сам чтоб без будто чего раз тоже себе под
        будет ж тогда кто этот того потому этого какой совсем ним здесь этом один почти мой тем чтобы нее сейчас были куда зачем всех никогда можно при наконец два об другой хоть
        после над больше тот через эти нас про всего них какая много разве три эту моя впрочем хорошо свою этой перед иногда лучше чуть том нельзя такой им более всегда конечно всю между
        """);

    public override string Stem(string word)
    {
        var vowel = word.AsSpan().IndexOfAny(AnyVowel);
        if (vowel < 0) return word;
        var region = vowel + 1;
        var second = RegionAfter(word, RegionAfter(word, 0, Vowels), Vowels);
        if (Gerunds.Cut(word, region) is { } gerund) word = gerund;
        else
        {
            word = Reflexives.Cut(word, region) ?? word;
            word = Adjectives.Cut(word, region) is { } adjective ? Participles.Cut(adjective, region) ?? adjective
                : Verbs.Cut(word, region) ?? Nouns.Cut(word, region) ?? word;
        }
        if (word.Length > region && word[^1] == 'и') word = word[..^1];
        foreach (var ending in new[] { "ость", "ост" })
        {
            if (!word.EndsWith(ending, StringComparison.Ordinal)) continue;
            if (word.Length - ending.Length >= Math.Max(second, region)) word = word[..^ending.Length];
            break;
        }
        word = Superlatives.Cut(word, region) ?? word;
        if (word.EndsWith("нн", StringComparison.Ordinal) && word.Length - 2 >= region) return word[..^1];
        return word.Length > region && word[^1] == 'ь' ? word[..^1] : word;
    }

    private sealed class Group(string afterA, string anywhere)
    {
        private readonly IReadOnlySet<string> guarded = Words(afterA);
        private readonly string[] endings = Endings($"{afterA} {anywhere}");

        /// <summary>The word without the longest ending of the group, or null when it has none.</summary>
        public string? Cut(string word, int region)
        {
            foreach (var ending in endings)
            {
                var start = word.Length - ending.Length;
                if (start < region || !word.EndsWith(ending, StringComparison.Ordinal)) continue;
                return !guarded.Contains(ending) ? word[..start] : start > region && word[start - 1] is 'а' or 'я' ? word[..start] : null;
            }
            return null;
        }
    }
}
