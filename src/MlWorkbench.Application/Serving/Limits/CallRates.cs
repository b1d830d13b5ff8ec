using System.Collections.Concurrent;
using System.Globalization;
using MlWorkbench.Application.Serving.Endpoints;

namespace MlWorkbench.Application.Serving.Limits;

/// <summary>Counts the calls of endpoints that limit their rate. Each process counts its own calls, so that a call never waits for another process.</summary>
/// <remarks>The generic cell rate algorithm: each call moves the endpoint's time by its part of the period, and none may be a whole period ahead.</remarks>
public sealed class CallRates(TimeProvider clock)
{
    private readonly ConcurrentDictionary<Guid, Account> _accounts = new();

    /// <exception cref="WorkbenchException">The endpoint has taken all calls of its rate.</exception>
    internal void Take(ServedEndpoint endpoint)
    {
        if (endpoint.Limits.Rate is not { } rate)
        {
            return;
        }

        var account = _accounts.AddOrUpdate(
            endpoint.Id, (_, wanted) => new Account(wanted), (_, known, wanted) => known.Rate == wanted ? known : new Account(wanted), rate);
        if (account.FindWait(clock.GetUtcNow().Ticks) is { } wait)
        {
            throw new WorkbenchException(ErrorKind.TooMany, "rate_exceeded", string.Create(CultureInfo.InvariantCulture,
                $"Endpoint '{endpoint.Name}' takes {rate.Describe()}, and this call is beyond. Send it again in {Math.Ceiling(wait.TotalSeconds)} s."))
            {
                RetryAfter = wait,
            };
        }
    }

    private sealed class Account(CallRate rate)
    {
        private readonly Lock _lock = new();
        private long _time;

        public CallRate Rate { get; } = rate;

        /// <summary>Takes a call. If none is left, returns the time until the next one.</summary>
        public TimeSpan? FindWait(long now)
        {
            lock (_lock)
            {
                var next = Math.Max(_time, now) + (Rate.Period.Ticks / Rate.Requests);
                if (next - now > Rate.Period.Ticks)
                {
                    return TimeSpan.FromTicks(next - now - Rate.Period.Ticks);
                }

                _time = next;
                return null;
            }
        }
    }
}
