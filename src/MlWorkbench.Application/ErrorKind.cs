namespace MlWorkbench.Application;

/// <summary>Kind of a refusal, one for each HTTP status.</summary>
public enum ErrorKind
{
    /// <summary>400: the request itself is malformed.</summary>
    Malformed,

    /// <summary>403: the actor lacks the right.</summary>
    Forbidden,

    /// <summary>404: unknown, or not visible to the actor.</summary>
    NotFound,

    /// <summary>409: conflicts with a rule or a newer state.</summary>
    Conflict,

    /// <summary>413: above a size limit.</summary>
    TooLarge,

    /// <summary>415: the media type is not supported.</summary>
    UnsupportedType,

    /// <summary>422: well-formed, but the content is not valid.</summary>
    Invalid,

    /// <summary>429: above a limit of attempts, requests or concurrent use.</summary>
    TooMany,

    /// <summary>503: a resource of the request is not available now.</summary>
    Unavailable,

    /// <summary>504: longer than allowed.</summary>
    TimedOut,

    /// <summary>507: the disk is full.</summary>
    StorageFull,
}
