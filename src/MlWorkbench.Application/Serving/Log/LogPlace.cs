using System.Text.Json;

namespace MlWorkbench.Application.Serving.Log;

/// <summary>The start of a page of the log, and its direction. The log is sorted by time, and equal times by id.</summary>
internal sealed class LogPlace
{
    private const string Order = "at";

    private readonly bool _descending;
    private readonly bool _back;
    private readonly (DateTime At, Guid Id)? _position;

    private LogPlace(bool descending, bool back, (DateTime At, Guid Id)? position) => (_descending, _back, _position) = (descending, back, position);

    /// <summary>True if the rows are read from the newest to the oldest.</summary>
    public bool NewestFirst => _descending != _back;

    /// <exception cref="WorkbenchException">The position is not one of the log.</exception>
    public static LogPlace Of(ListQuery query)
    {
        var descending = query.Descending ?? true;
        if (string.IsNullOrEmpty(query.After))
        {
            return new LogPlace(descending, back: false, null);
        }

        var position = ListPosition.Read(query.After);
        if (position.Order != Order || position.Descending != descending || position.Keys.Count != 2)
        {
            throw ListPosition.Unusable();
        }

        try
        {
            return new LogPlace(descending, position.Back, (position.Keys[0].Deserialize<DateTime>().ToUniversalTime(), position.Keys[1].Deserialize<Guid>()));
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException)
        {
            throw ListPosition.Unusable();
        }
    }

    /// <summary>The part of the window from the place on. Times in the log have no finer part than a microsecond.</summary>
    public LogWindow Narrow(LogWindow window) => _position switch
    {
        null => window,
        { At: var at } when NewestFirst => at >= DateTime.MaxValue.AddMicroseconds(-1) || window.To <= at ? window : window with { To = at.AddMicroseconds(1) },
        { At: var at } => window.From >= at ? window : window with { From = at },
    };

    /// <summary>True if the row comes after the place.</summary>
    public bool IsAhead(LoggedRow row) => _position is not { } position || Compare((row.At, row.Id), position) > 0;

    /// <summary>True if all rows of the batch come after the row.</summary>
    public bool IsBehind(PredictionBatch batch, LoggedRow row) => NewestFirst ? batch.Last < row.At : batch.First > row.At;

    public int Compare(LoggedRow one, LoggedRow other) => Compare((one.At, one.Id), (other.At, other.Id));

    /// <summary>The page in the order of the list, with the positions of its neighbours.</summary>
    /// <param name="found">One row more than the limit if there are further rows.</param>
    public (IReadOnlyList<LoggedRow> Items, string? Next, string? Previous) Cut(List<LoggedRow> found, int limit)
    {
        var more = found.Count > limit;
        var shown = found.Take(limit).ToList();
        if (_back)
        {
            shown.Reverse();
        }

        return (
            shown,
            shown.Count > 0 && (_back || more) ? Write(shown[^1], back: false) : null,
            shown.Count > 0 && (_back ? more : _position is not null) ? Write(shown[0], back: true) : null);
    }

    private string Write(LoggedRow row, bool back) => ListPosition.Write(Order, _descending, back, [row.At, row.Id]);

    private int Compare((DateTime At, Guid Id) one, (DateTime At, Guid Id) other)
    {
        var order = one.At != other.At ? one.At.CompareTo(other.At) : one.Id.CompareTo(other.Id);
        return NewestFirst ? -order : order;
    }
}
