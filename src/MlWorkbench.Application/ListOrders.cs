using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace MlWorkbench.Application;

/// <summary>The orders of a list. The first is its default.</summary>
/// <param name="id">A key that no two rows share.</param>
internal sealed class ListOrders<TRow, TId>(Expression<Func<TRow, TId>> id)
{
    private readonly List<ListOrder<TRow>> _orders = [];

    /// <param name="descending">The direction if the caller requests none.</param>
    public ListOrders<TRow, TId> By<TKey>(string name, Expression<Func<TRow, TKey>> key, bool descending = true)
    {
        _orders.Add(new ListOrder<TRow>(name, descending, [key, id]));
        return this;
    }

    /// <summary>Adds an order by two keys.</summary>
    public ListOrders<TRow, TId> By<TFirst, TSecond>(
        string name, Expression<Func<TRow, TFirst>> first, Expression<Func<TRow, TSecond>> second, bool descending = true)
    {
        _orders.Add(new ListOrder<TRow>(name, descending, [first, second, id]));
        return this;
    }

    /// <summary>Adds an order by the unique key alone.</summary>
    public ListOrders<TRow, TId> ById(string name, bool descending = true)
    {
        _orders.Add(new ListOrder<TRow>(name, descending, [id]));
        return this;
    }

    /// <summary>Finds the rows of the page by their keys alone, so that other columns are read for that page only.</summary>
    /// <exception cref="WorkbenchException">The position does not fit the list.</exception>
    public async Task<ListSlice<TRow>> SliceAsync(IQueryable<TRow> rows, ListQuery query, CancellationToken cancellationToken)
    {
        var order = _orders.Find(known => known.Name == query.Sort) ?? _orders[0];
        var descending = query.Descending ?? order.Descending;
        var position = string.IsNullOrEmpty(query.After) ? null : ListPosition.Read(query.After);
        if (position is not null && (position.Order != order.Name || position.Descending != descending))
        {
            throw ListPosition.Unusable();
        }

        var back = position?.Back == true;
        var from = position is null ? rows : rows.Where(order.Behind(position, descending != back));
        var keys = await order.Sort(from, descending != back).Take(query.Limit + 1).Select(order.KeysOf()).ToListAsync(cancellationToken);
        var more = keys.Count > query.Limit;
        var shown = keys.Take(query.Limit).ToList();
        if (back)
        {
            shown.Reverse();
        }

        var ids = shown.Select(key => (TId)key[^1]).ToList();
        var isOnPage = Expression.Lambda<Func<TRow, bool>>(Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(TId)], ((Expression<Func<List<TId>>>)(() => ids)).Body, id.Body), id.Parameters);
        return new ListSlice<TRow>(
            order.Sort(rows.Where(isOnPage), descending),
            shown.Count > 0 && (back || more) ? ListPosition.Write(order.Name, descending, back: false, shown[^1]) : null,
            shown.Count > 0 && (back ? more : position is not null) ? ListPosition.Write(order.Name, descending, back: true, shown[0]) : null);
    }
}
