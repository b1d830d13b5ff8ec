namespace MlWorkbench.Application.Access;

/// <summary>Counts each person's current operations in this process.</summary>
public sealed class PersonSlots
{
    private readonly Dictionary<Guid, int> _taken = [];
    private readonly Lock _gate = new();

    /// <summary>Count of all people together.</summary>
    public int Total
    {
        get
        {
            lock (_gate)
            {
                return _taken.Values.Sum();
            }
        }
    }

    public int CountOf(Guid person)
    {
        lock (_gate)
        {
            return _taken.GetValueOrDefault(person);
        }
    }

    /// <summary>Takes a slot. Returns false, without taking one, if the person already has <paramref name="most"/>.</summary>
    public bool TryTake(Guid person, int most)
    {
        lock (_gate)
        {
            var count = _taken.GetValueOrDefault(person);
            if (count >= most)
            {
                return false;
            }

            _taken[person] = count + 1;
            return true;
        }
    }

    public void Release(Guid person)
    {
        lock (_gate)
        {
            if (--_taken[person] == 0)
            {
                _taken.Remove(person);
            }
        }
    }
}
