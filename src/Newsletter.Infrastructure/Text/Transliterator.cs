using AnyAscii;
using Newsletter.Application.Items;

namespace Newsletter.Infrastructure.Text;

internal sealed class Transliterator : ITransliterator
{
    public string ToAscii(string text) => text.Transliterate();
}
