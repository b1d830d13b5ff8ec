namespace MlWorkbench.Application.Access;

/// <summary>One thing that a role can allow.</summary>
public enum Permission
{
    /// <summary>See datasets, experiments, models and reports.</summary>
    Read,

    /// <summary>Upload, describe and archive datasets; delete own ones that nothing depends on.</summary>
    ManageDatasets,

    /// <summary>Start and stop experiments; write recipes.</summary>
    RunExperiments,

    /// <summary>Register model versions and ask for transitions.</summary>
    ManageModels,

    /// <summary>Approve or reject transition requests; roll back.</summary>
    Approve,

    /// <summary>Score rows with a model.</summary>
    Predict,

    /// <summary>Start drift checks.</summary>
    Monitor,

    /// <summary>Make and revoke shared reports.</summary>
    Share,

    /// <summary>Stop and restart jobs of others.</summary>
    Operate,

    /// <summary>Users, tokens of others, settings, audit.</summary>
    Administer,
}
