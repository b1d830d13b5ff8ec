namespace MlWorkbench.Application.Access;

/// <summary>One thing that a role can allow.</summary>
public enum Permission
{
    /// <summary>See datasets, experiments, models and reports.</summary>
    Read,

    /// <summary>Upload, describe and archive datasets; delete own ones that nothing depends on.</summary>
    ManageDatasets,

    /// <summary>Start experiments; stop and extend own ones; write recipes, and delete own ones.</summary>
    RunExperiments,

    /// <summary>Register model versions and ask for transitions.</summary>
    ManageModels,

    /// <summary>Approve or reject transition requests; roll back.</summary>
    Approve,

    /// <summary>Score rows with a model.</summary>
    Predict,

    /// <summary>Start drift checks.</summary>
    Monitor,

    /// <summary>Share reports, and revoke own ones.</summary>
    Share,

    /// <summary>Stop jobs and experiments of others; decide how endpoints log.</summary>
    Operate,

    /// <summary>Users, tokens of others, settings, audit.</summary>
    Administer,
}
