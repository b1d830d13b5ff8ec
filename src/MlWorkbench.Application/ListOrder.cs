using System.Linq.Expressions;
using System.Text.Json;

namespace MlWorkbench.Application;

/// <summary>Sort order of a list: its keys end with a unique one, so that every row has one place.</summary>
/// <param name="Descending">The natural direction of the order.</param>
internal sealed record ListOrder<TRow>(string Name, bool Descending, IReadOnlyList<LambdaExpression> Keys)
{
    private readonly ParameterExpression _row = Expression.Parameter(typeof(TRow), "row");

    public IQueryable<TRow> Sort(IQueryable<TRow> rows, bool descending)
    {
        foreach (var (index, key) in Keys.Index())
        {
            var method = (index == 0 ? nameof(Queryable.OrderBy) : nameof(Queryable.ThenBy)) + (descending ? "Descending" : "");
            rows = rows.Provider.CreateQuery<TRow>(Expression.Call(typeof(Queryable), method, [typeof(TRow), key.ReturnType], rows.Expression, Expression.Quote(key)));
        }

        return rows;
    }

    /// <summary>Returns the sort keys of a row.</summary>
    public Expression<Func<TRow, object[]>> KeysOf() =>
        Expression.Lambda<Func<TRow, object[]>>(Expression.NewArrayInit(typeof(object), Keys.Select(key => Expression.Convert(On(key), typeof(object)))), _row);

    /// <summary>Returns the rows after the position in the direction of <paramref name="descending"/>.</summary>
    /// <exception cref="WorkbenchException">The position does not fit the order.</exception>
    public Expression<Func<TRow, bool>> Behind(ListPosition position, bool descending)
    {
        if (position.Keys.Count != Keys.Count)
        {
            throw ListPosition.Unusable();
        }

        var places = Keys.Zip(position.Keys, (key, value) => (Key: On(key), Value: Value(value, key.ReturnType))).ToList();
        Expression? behind = null;
        foreach (var (key, value) in Enumerable.Reverse(places))
        {
            var further = Compare(descending ? ExpressionType.LessThan : ExpressionType.GreaterThan, key, value);
            // The non-strict bound is redundant, but an index can start at it.
            behind = behind is null ? further : Expression.AndAlso(Compare(descending ? ExpressionType.LessThanOrEqual : ExpressionType.GreaterThanOrEqual, key, value), Expression.OrElse(further, behind));
        }

        return Expression.Lambda<Func<TRow, bool>>(behind!, _row);
    }

    private Expression On(LambdaExpression key) => new Replace(key.Parameters[0], _row).Visit(key.Body);

    private static BinaryExpression Compare(ExpressionType relation, Expression left, Expression right) => left.Type == typeof(string) || left.Type == typeof(Guid)
        ? Expression.MakeBinary(relation, Expression.Call(left, left.Type.GetMethod(nameof(IComparable.CompareTo), [left.Type])!, right), Expression.Constant(0))
        : Expression.MakeBinary(relation, left, right);

    private static Expression Value(JsonElement value, Type type)
    {
        try
        {
            var read = value.Deserialize(type) ?? throw ListPosition.Unusable();
            // Read from an object, like the variables of a lambda, so that it becomes a parameter of the command and not part of its text.
            return Expression.Convert(Expression.Property(Expression.Constant(new Holder(read)), nameof(Holder.Value)), type);
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException)
        {
            throw ListPosition.Unusable();
        }
    }

    private sealed record Holder(object Value);

    private sealed class Replace(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
