using System.Data.Common;
using Npgsql;

namespace Newsletter.Infrastructure.Persistence.PostgreSql;

/// <summary>A statement that somebody waits for the answer of.</summary>
internal abstract class Question(string text, IReadOnlyList<object?> values)
{
    /// <summary>Cancelled when whoever asked has gone.</summary>
    public abstract CancellationToken Abandoned { get; }

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

internal sealed class Question<T>(string text, IReadOnlyList<object?> values, Func<DbDataReader, T> read, CancellationToken abandoned) : Question(text, values)
{
    private readonly TaskCompletionSource<List<T>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override CancellationToken Abandoned => abandoned;

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
