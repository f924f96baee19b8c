using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Newsletter.BrowserTests;

/// <summary>What happened when markup was shown: the numbers of what ran or was loaded, and what should not be in a page at all.</summary>
internal sealed record Shown(IReadOnlySet<string> Ran, IReadOnlyList<string> Bad);

/// <summary>A site that shows markup as it gets it, without any policy, and does to it what its readers and its own scripts may do.</summary>
internal static class Stage
{
    /// <summary>Begins each frame: tells what runs, uses what can be used, writes the markup once more as scripts of sites do, and tells what is there.</summary>
    private const string Watcher = """
        <!DOCTYPE html><base href="https://front.example/"><script>
        document.currentScript.remove();
        function look(root) {
          const bad = [];
          for (const element of root.querySelectorAll('*')) {
            if (element.localName === 'script') bad.push(element.outerHTML);
            for (const attribute of element.attributes) {
              if (/^on/i.test(attribute.name)) bad.push(element.outerHTML);
              if (!/^(?:(?:xlink:)?href|src|action|formaction|data|poster|background)$/i.test(attribute.name)) continue;
              let scheme = 'none';
              try { scheme = new URL(attribute.value, document.baseURI).protocol; } catch { }
              if (/^(?:https?|mailto|tel):$/.test(scheme)) continue;
              bad.push(element.outerHTML);
              element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
            }
            if (element.localName === 'button' && /^\s*j/i.test(element.form?.getAttribute('action') ?? '')) element.click();
            for (const attribute of [...element.attributes]) if (/^on/i.test(attribute.name)) element.dispatchEvent(new Event(attribute.name.slice(2).toLowerCase()));
          }
          return bad;
        }
        addEventListener('DOMContentLoaded', () => {
          const bad = look(document);
          const copy = document.createElement('div');
          copy.innerHTML = document.body?.innerHTML ?? '';
          document.body?.append(copy);
          top.postMessage({ bad: [...bad, ...look(copy)] }, '*');
        });
        </script>
        """;

    private const string Collector = """
        <!DOCTYPE html><script>
        const ran = new Set(), bad = [];
        let done = 0;
        addEventListener('message', message => {
          if (message.data.bad) { done++; bad.push(...message.data.bad); }
          else hit(message.data);
        });
        function hit(n) { ran.add(String(n)); }
        function show(watcher, texts) {
          for (const text of texts) {
            const frame = document.createElement('iframe');
            frame.srcdoc = watcher + text;
            document.body.append(frame);
          }
        }
        </script><body>
        """;

    /// <param name="texts">Each is a document of its own.</param>
    public static async Task<Shown> ShowAsync(this Chromium chromium, IReadOnlyList<string> texts)
    {
        var page = await chromium.NewPageAsync();
        var loaded = new ConcurrentBag<string>();
        page.Request += (_, request) =>
        {
            if (request.Url.StartsWith(HostileMarkup.Evil, StringComparison.Ordinal)) loaded.Add(request.Url[HostileMarkup.Evil.Length..].TrimEnd('/'));
        };
        page.Dialog += (_, dialog) => loaded.Add(dialog.Message);
        await page.SetContentAsync(Collector);
        await page.EvaluateAsync("([watcher, texts]) => show(watcher, texts)", new object[] { Watcher, texts });
        // Hundreds of pages on a machine that runs other tests too.
        await page.WaitForFunctionAsync("count => done >= count", texts.Count, new() { Timeout = 180_000 });
        // Pictures that cannot be loaded, animations and pages that lead on take their time.
        var ran = Array.Empty<string>();
        for (var before = -1; before < ran.Length + loaded.Count;)
        {
            before = ran.Length + loaded.Count;
            await page.WaitForTimeoutAsync(500);
            ran = await page.EvaluateAsync<string[]>("[...ran]");
        }
        var bad = await page.EvaluateAsync<string[]>("bad");
        await page.Context.CloseAsync();
        return new(ran.Concat(loaded).ToHashSet(), bad);
    }
}
