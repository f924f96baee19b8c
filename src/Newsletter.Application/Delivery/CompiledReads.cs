using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace Newsletter.Application.Delivery;

/// <summary>
/// Questions that are asked again and again in the same shape, compiled once: for the first of a shape the query is made with <see cref="Given.Marks"/>,
/// and these are what later questions fill in. To translate a query anew, and even to find the translation, costs more than the database needs.
/// </summary>
public sealed class CompiledReads
{
    private delegate IAsyncEnumerable<ShownDocument> Read(DbContext db, DateTimeOffset now, Guid series, string language, Guid id, List<Guid> ids, string text, Guid after, DateTimeOffset instant, int number);

    private const int MaxShapes = 300;

    private readonly ConcurrentDictionary<string, Read> compiled = new(StringComparer.Ordinal);

    /// <param name="shape">Names all that makes the query another one; nothing else may.</param>
    /// <param name="query">Makes the query.</param>
    /// <returns>Null for more shapes than are worth keeping.</returns>
    internal IAsyncEnumerable<ShownDocument>? Ask(IDeliveryDb db, string shape, Given given, Func<Given, IQueryable<ShownDocument>> query)
    {
        if (!compiled.TryGetValue(shape, out var read))
        {
            if (compiled.Count >= MaxShapes) return null;
            read = compiled.GetOrAdd(shape, _ => Compile(query(Given.Marks)));
        }
        return read((DbContext)db, given.Now, given.Series, given.Language, given.Id, given.Ids, given.Text, given.After, given.Instant, given.Number);
    }

    private static Read Compile(IQueryable<ShownDocument> query)
    {
        var (db, marks) = (Expression.Parameter(typeof(DbContext), "db"), Given.Marks);
        object[] values = [marks.Now, marks.Series, marks.Language, marks.Id, marks.Ids, marks.Text, marks.After, marks.Instant, marks.Number];
        var parameters = values.ToDictionary(value => value, value => Expression.Parameter(value.GetType(), $"given{Array.IndexOf(values, value)}"));
        var body = new MarkReader(db, parameters).Visit(query.Expression);
        return EF.CompileAsyncQuery(Expression.Lambda<Func<DbContext, DateTimeOffset, Guid, string, Guid, List<Guid>, string, Guid, DateTimeOffset, int, IQueryable<ShownDocument>>>(
            body, [db, .. values.Select(value => parameters[value])])).Invoke;
    }

    /// <summary>Puts parameters where marks stand, and the context where a query begins.</summary>
    private sealed class MarkReader(ParameterExpression db, Dictionary<object, ParameterExpression> parameters) : ExpressionVisitor
    {
        protected override Expression VisitConstant(ConstantExpression node) => Replace(node.Value, node);

        protected override Expression VisitMember(MemberExpression node) => TryRead(node, out var value) ? Replace(value, node) : base.VisitMember(node);

        protected override Expression VisitExtension(Expression node) => node is EntityQueryRootExpression root ? Expression.Call(db, nameof(DbContext.Set), [root.ElementType]) : base.VisitExtension(node);

        private Expression Replace(object? value, Expression node) => value switch
        {
            IQueryable queryable when queryable.Expression != node => Visit(queryable.Expression),
            not null when parameters.TryGetValue(value, out var parameter) => parameter.Type == node.Type ? parameter : Expression.Convert(parameter, node.Type),
            _ => node,
        };

        /// <summary>What a variable of the code around a query, or a property of one, holds.</summary>
        private static bool TryRead(Expression? node, out object? value)
        {
            value = (node as ConstantExpression)?.Value;
            if (node is null or ConstantExpression) return true;
            if (node is not MemberExpression member || !TryRead(member.Expression, out var holder)) return false;
            value = member.Member is FieldInfo field ? field.GetValue(holder) : ((PropertyInfo)member.Member).GetValue(holder);
            return true;
        }
    }
}
