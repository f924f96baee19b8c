using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Newsletter.ApiTests;

/// <summary>Everything that a server logs, at every level, with exceptions and named values.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> All { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull
    {
        All.Enqueue($"Scope {Values(state)}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        All.Enqueue($"{logLevel} {formatter(state, exception)} {Values(state)}{exception}".TrimEnd());

    public void Dispose() { }

    private static string Values<TState>(TState state) =>
        state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(' ', values.Where(value => value.Key != "{OriginalFormat}").Select(value => $"{value.Key}={value.Value}")) : $"{state}";
}
