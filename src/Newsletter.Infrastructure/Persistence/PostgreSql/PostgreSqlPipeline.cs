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

    /// <summary>Nobody waits for more than these.</summary>
    private const int MostTogether = 32;

    private readonly Channel<Question> waiting = Channel.CreateUnbounded<Question>();
    private readonly CancellationTokenSource end = new();
    private readonly Lock starting = new();
    private Task[] lines = [];

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
        NpgsqlConnection? connection = null;
        var asked = new List<Question>(MostTogether);
        try
        {
            while (await waiting.Reader.WaitToReadAsync(end.Token))
            {
                asked.Clear();
                while (asked.Count < MostTogether && waiting.Reader.TryRead(out var question)) if (!question.IsAbandoned) asked.Add(question);
                if (asked.Count == 0) continue;
                var isNew = connection is null;
                try
                {
                    connection ??= await source.OpenConnectionAsync(end.Token);
                    await AskAsync(connection, asked, end.Token);
                }
                catch (Exception exception)
                {
                    if (connection is not null) await connection.DisposeAsync();
                    connection = null;
                    await AgainAsync(asked.FindAll(question => !question.Answer.IsCompleted), exception, isNew);
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested) { }
        finally
        {
            if (connection is not null) await connection.DisposeAsync();
            while (waiting.Reader.TryRead(out var question)) question.Fail(new OperationCanceledException(end.Token));
        }
    }

    /// <summary>One that fails takes those behind it along, and a connection may have ended since it was used last: each is asked once more, alone.</summary>
    private async Task AgainAsync(List<Question> left, Exception exception, bool isNew)
    {
        var isInVain = exception is OperationCanceledException or NpgsqlException { InnerException: TimeoutException } || (isNew && (left.Count == 1 || exception is NpgsqlException and not PostgresException));
        foreach (var question in left)
        {
            if (isInVain) question.Fail(exception);
            else if (!question.IsAbandoned) await AloneAsync(question);
        }
    }

    private async Task AloneAsync(Question question)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(end.Token);
            await AskAsync(connection, [question], end.Token);
        }
        catch (Exception exception)
        {
            question.Fail(exception);
        }
    }

    private static async Task AskAsync(NpgsqlConnection connection, List<Question> asked, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var question in asked) batch.BatchCommands.Add(question.Command());
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var question in asked)
        {
            await question.TakeAsync(reader, cancellationToken);
            await reader.NextResultAsync(cancellationToken);
        }
    }

    private abstract class Question(string text, IReadOnlyList<object?> values)
    {
        public abstract bool IsAbandoned { get; }

        public abstract Task Answer { get; }

        public NpgsqlBatchCommand Command()
        {
            var command = new NpgsqlBatchCommand(text);
            foreach (var value in values) command.Parameters.Add(Parameter(value));
            return command;
        }

        private static NpgsqlParameter Parameter(object? value) => value switch
        {
            Guid id => new NpgsqlParameter<Guid> { TypedValue = id },
            string words => new NpgsqlParameter<string> { TypedValue = words },
            DateTimeOffset instant => new NpgsqlParameter<DateTimeOffset> { TypedValue = instant },
            int number => new NpgsqlParameter<int> { TypedValue = number },
            _ => new NpgsqlParameter { Value = value ?? DBNull.Value },
        };

        public abstract Task TakeAsync(NpgsqlDataReader reader, CancellationToken cancellationToken);

        public abstract void Fail(Exception exception);
    }

    private sealed class Question<T>(string text, IReadOnlyList<object?> values, Func<DbDataReader, T> read, CancellationToken abandoned) : Question(text, values)
    {
        private readonly TaskCompletionSource<List<T>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override bool IsAbandoned => abandoned.IsCancellationRequested && answer.TrySetCanceled(abandoned);

        public override Task<List<T>> Answer => answer.Task;

        public override async Task TakeAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
        {
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
            answer.TrySetResult(rows);
        }

        public override void Fail(Exception exception) => answer.TrySetException(exception);
    }
}
