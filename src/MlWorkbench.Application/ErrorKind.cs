namespace MlWorkbench.Application;

/// <summary>Why a request was refused, by the HTTP status that says so.</summary>
public enum ErrorKind
{
    /// <summary>400: the request itself is malformed.</summary>
    Malformed,

    /// <summary>403.</summary>
    Forbidden,

    /// <summary>404: unknown, or not yours to see.</summary>
    NotFound,

    /// <summary>409: against a rule or a newer state.</summary>
    Conflict,

    /// <summary>413.</summary>
    TooLarge,

    /// <summary>415.</summary>
    UnsupportedType,

    /// <summary>422: well-formed, but the content cannot be used.</summary>
    Invalid,

    /// <summary>429.</summary>
    TooMany,

    /// <summary>503: something that the request needs is not there now.</summary>
    Unavailable,

    /// <summary>507: disk full.</summary>
    StorageFull,
}
