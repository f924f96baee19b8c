using System.Data.Common;
using System.Threading.Channels;
using Npgsql;

namespace Newsletter.Infrastructure.Persistence.PostgreSql;

/// <summary>
/// Sends what many requests ask at the same moment together: the server is woken once for all of them and sends one run of answers, where each alone
/// costs both sides more to be woken than to be answered. Whoever asks alone is answered as before.
/// </summary>
internal sealed class PostgreSqlPipeline(NpgsqlDataSource source) : IStatementPipeline, IAsyncDisposable
{
    /// <summary>Two keep the server's cores busy while answers are read; more make the runs short.</summary>
    private const int Lines = 2;

    /// <summary>Beside lines that a slow statement holds up, so many more may serve those who wait behind it.</summary>
    private const int MostBeside = 6;

    /// <summary>Nobody waits for more than these.</summary>
    private const int MostTogether = 32;

    /// <summary>What takes longer than this holds others up.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(100);

    /// <summary>What has not ended so long after somebody who asked has gone is ended for all, and the others are asked again.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private readonly Channel<Question> waiting = Channel.CreateUnbounded<Question>();
    private readonly CancellationTokenSource end = new();
    private readonly Lock starting = new();
    private Task[] lines = [];
    private int beside;

    /// <summary>Numbers parameters instead of naming them, which the driver would do anew each time.</summary>
    public string Adapt(string text, IReadOnlyList<string> parameters) =>
        parameters.Select((name, at) => (name, at)).OrderByDescending(one => one.name.Length).Aggregate(text, (rest, one) => rest.Replace("@" + one.name, $"${one.at + 1}", StringComparison.Ordinal));

    public Task<List<T>> ReadAsync<T>(string text, IReadOnlyList<object?> values, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        if (lines.Length == 0) Start();
        var question = new Question<T>(text, values, read, cancellationToken);
        ObjectDisposedException.ThrowIf(!waiting.Writer.TryWrite(question), this);
        return question.Answer.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await end.CancelAsync();
        await Task.WhenAll(lines);
        while (Volatile.Read(ref beside) > 0) await Task.Delay(10);
        while (waiting.Reader.TryRead(out var question)) question.Fail(new OperationCanceledException(end.Token));
        end.Dispose();
    }

    private void Start()
    {
        lock (starting)
        {
            if (lines.Length == 0) lines = [.. Enumerable.Range(0, Lines).Select(_ => Task.Run(ServeAsync))];
        }
    }

    private async Task ServeAsync()
    {
        var line = new Line(source);
        try
        {
            while (await waiting.Reader.WaitToReadAsync(end.Token))
            {
                var asked = Take();
                if (asked.Count == 0) continue;
                var asking = line.AskAsync(asked, end.Token);
                // The end ends it too; the connection is not given back before.
                while (await Task.WhenAny(asking, Task.Delay(Slow)) != asking)
                {
                    if (waiting.Reader.Count > 0) ServeBeside();
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested) { }
        finally
        {
            await line.DisposeAsync();
        }
    }

    /// <summary>Serves those who wait now, and then no more.</summary>
    private void ServeBeside()
    {
        if (Interlocked.Increment(ref beside) > MostBeside)
        {
            Interlocked.Decrement(ref beside);
            return;
        }
        _ = Task.Run(async () =>
        {
            var line = new Line(source);
            try
            {
                while (!end.IsCancellationRequested && Take() is { Count: > 0 } asked) await line.AskAsync(asked, end.Token);
            }
            finally
            {
                await line.DisposeAsync();
                Interlocked.Decrement(ref beside);
            }
        });
    }

    private List<Question> Take()
    {
        var asked = new List<Question>();
        while (asked.Count < MostTogether && waiting.Reader.TryRead(out var question)) if (!question.IsAbandoned) asked.Add(question);
        return asked;
    }

    /// <summary>A connection that is kept, and made anew when it ends.</summary>
    private sealed class Line(NpgsqlDataSource source) : IAsyncDisposable
    {
        private NpgsqlConnection? connection;

        /// <summary>Answers all of them, well or not.</summary>
        public async Task AskAsync(List<Question> asked, CancellationToken end)
        {
            var isNew = connection is null;
            try
            {
                connection ??= await source.OpenConnectionAsync(end);
                await RunAsync(connection, asked, end);
            }
            catch (Exception exception)
            {
                await DisposeAsync();
                await AgainAsync(asked.FindAll(question => !question.Answer.IsCompleted && !question.IsAbandoned), exception, isNew, end);
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (connection is not null) await connection.DisposeAsync();
            connection = null;
        }

        /// <summary>One that fails takes those behind it along, and a connection may have ended since it was used last: each is asked once more, alone.</summary>
        private async Task AgainAsync(List<Question> left, Exception exception, bool isNew, CancellationToken end)
        {
            var isInVain = end.IsCancellationRequested || exception switch
            {
                // Somebody else's patience has ended.
                OperationCanceledException => false,
                NpgsqlException { InnerException: TimeoutException } => true,
                // The pool may have given a connection that had ended already.
                PostgresException when IsShutdown(exception) => false,
                NpgsqlException and not PostgresException => isNew,
                _ => isNew && left.Count == 1,
            };
            // What ended this connection may have ended those that lie ready too.
            if (IsShutdown(exception) || exception is NpgsqlException and not PostgresException) source.Clear();
            if (isInVain) left.ForEach(question => question.Fail(exception));
            else await Task.WhenAll(left.Select(question => AloneAsync(question, end)));
        }

        /// <summary>The pool may give another connection that has ended; then it is asked for the last time.</summary>
        private async Task AloneAsync(Question question, CancellationToken end, bool isLast = false)
        {
            try
            {
                await using var own = await source.OpenConnectionAsync(end);
                await RunAsync(own, [question], end);
            }
            catch (Exception exception) when (!isLast && IsShutdown(exception) && !question.Answer.IsCompleted)
            {
                source.Clear();
                await AloneAsync(question, end, isLast: true);
            }
            catch (Exception exception)
            {
                question.Fail(exception);
            }
        }

        private static bool IsShutdown(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown };

        private static async Task RunAsync(NpgsqlConnection connection, List<Question> asked, CancellationToken end)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(end);
            var leaving = asked.ConvertAll(question => question.Abandoned.UnsafeRegister(static left => ((CancellationTokenSource)left!).CancelAfter(Grace), patience));
            try
            {
                await using var batch = new NpgsqlBatch(connection);
                foreach (var question in asked) batch.BatchCommands.Add(question.Command());
                await using var reader = await batch.ExecuteReaderAsync(patience.Token);
                foreach (var question in asked)
                {
                    await question.TakeAsync(reader, patience.Token);
                    await reader.NextResultAsync(patience.Token);
                }
            }
            finally
            {
                foreach (var one in leaving) await one.DisposeAsync();
            }
        }
    }
}
