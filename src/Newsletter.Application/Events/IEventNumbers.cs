namespace Newsletter.Application.Events;

/// <summary>
/// Gives events their numbers, after the commit: if each writer took the next number for himself, he would keep all others waiting until his
/// commit is on the disk. Who reads the log asks for this first.
/// </summary>
public interface IEventNumbers
{
    /// <summary>Numbers what has none, in the order of telling. When this returns, all that was committed before the call has its number.</summary>
    Task AssignAsync(CancellationToken cancellationToken);
}
